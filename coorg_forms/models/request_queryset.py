"""Sets of requests: what is open, what a person may see, what a search finds."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from coorg_forms.questions.keys import fold


class SupportRequestQuerySet(models.QuerySet):
    def open(self):
        """What is not ended. The partial indexes are written for this very condition."""
        return self.filter(closed_at__isnull=True)

    def quarantined(self):
        """What waits for a person to say whether it is spam."""
        return self.filter(quarantined_at__isnull=False)

    def outside_quarantine(self):
        return self.filter(quarantined_at__isnull=True)

    def to_route(self):
        """Open requests that no team answers for, for want of a territory or a service."""
        return self.open().filter(Q(territory=None) | Q(service=None))

    def visible_to(self, user):
        """The requests that ``user`` may see: the only way from a person to rows.

        Capability (a permission, by group) × territory × service (the teams of the person). A
        request that concerns a territory of the team without being in its charge can be read too.
        """
        return self._in_reach(user, read_only=True)

    def in_charge_of(self, user):
        """The requests that ``user`` may act upon, as far as territory and service go."""
        return self._in_reach(user, read_only=False)

    def _in_reach(self, user, read_only: bool):
        from coorg_forms.models.team import Membership

        if not user.is_active or not user.has_perm("coorg_forms.view_supportrequest"):
            return self.none()
        if user.is_superuser:
            return self
        teams = [
            membership.team
            for membership in Membership.objects.current()
            .filter(user=user)
            .select_related("team")
            .prefetch_related("team__territories", "team__services")
        ]
        if not teams:
            return self.none()
        reach = Q(pk__in=[])
        if user.has_perm("coorg_forms.view_establishment"):
            reach |= Q(establishment__in={team.establishment_id for team in teams})
        if user.has_perm("coorg_forms.route_supportrequest"):
            reach |= Q(establishment__in={team.establishment_id for team in teams}) & (
                Q(territory=None) | Q(service=None)
            )
        for team in teams:
            reach |= self._of_team(team, read_only)
        return self.filter(reach)

    def _of_team(self, team, read_only: bool) -> Q:
        territories = [territory.pk for territory in team.territories.all()]
        services = [service.pk for service in team.services.all()]
        reach = Q(territory__in=territories, service__in=services)
        if read_only:
            concerned = self.model.territories.through.objects.filter(
                supportrequest=OuterRef("pk"), territory__in=territories
            )
            reach |= Q(Exists(concerned), service__in=services)
        return reach

    def search(self, words: str):
        """The requests that hold every one of ``words``, whatever their accents or case."""
        found = self
        for word in fold_for_search(words).split():
            found = found.filter(Q(search_text__contains=word) | Q(reference__iexact=word))
        return found


def fold_for_search(text: str) -> str:
    """``text`` as it is searched: folded, apostrophes and hyphens as spaces, St/Ste in full."""
    folded = fold(text.replace("\x00", ""))
    for mark in "’'-–—_":
        folded = folded.replace(mark, " ")
    words = (_LONG_FORMS.get(word.strip("."), word) for word in folded.split())
    return " ".join(words)


_LONG_FORMS = {"st": "saint", "ste": "sainte"}
