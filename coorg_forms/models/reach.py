"""How far what a person may do goes: territories × services of their teams, read once."""

from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db.models import Exists, Q
from django.utils.functional import cached_property

from coorg_forms.models.absence import Absence, replaced_by
from coorg_forms.models.full_text import scope
from coorg_forms.models.other_territories import naming
from coorg_forms.models.team import Membership, Team


class Reach:
    """The reach of ``user``. Make one for each answer and pass it on; never keep it longer.

    The same rules twice, side by side: as a condition on rows, and of one request without asking
    the database again.
    """

    def __init__(self, user):
        self.user = user

    @cached_property
    def is_nowhere(self) -> bool:
        """Nothing at all is in reach: no role, or no team."""
        if not self.user.is_active or not self.user.has_perm("coorg_forms.view_supportrequest"):
            return True
        return not (self.user.is_superuser or self.teams)

    @property
    def is_everywhere(self) -> bool:
        """Whether every request of whole establishments is in reach."""
        sees_all = self.user.has_perm("coorg_forms.view_whole_establishment")
        return sees_all and not self.is_nowhere

    @cached_property
    def teams(self) -> list[Team]:
        """The teams in which the person works today.

        Those of the people whom they replace are lent to them, in their own establishments.
        """
        current = Membership.objects.current().select_related("team")
        asked = Exists(Absence.objects.today().filter(replacement=self.user))
        memberships = list(current.filter(user=self.user).annotate(replaces=asked))
        if any(membership.replaces for membership in memberships):  # nearly never
            here = {membership.team.establishment_id for membership in memberships}
            absent = replaced_by(self.user)
            memberships += current.filter(user__in=absent, team__establishment__in=here)
        return list({membership.team_id: membership.team for membership in memberships}.values())

    @cached_property
    def establishments(self) -> set[int]:
        """Keys of the establishments of the person's teams."""
        return {team.establishment_id for team in self.teams}

    @cached_property
    def _places(self) -> list[tuple[set[int], set[int]]]:
        """Keys of territories and of services, by team."""
        territories = _linked(Team.territories.through, "territory_id", self.teams)
        services = _linked(Team.services.through, "service_id", self.teams)
        return [(territories[team.pk], services[team.pk]) for team in self.teams]

    def covers(self, request) -> bool:
        """Whether the person may act upon ``request``, as far as territory and service go."""
        if self.is_nowhere or self.user.is_superuser:
            return not self.is_nowhere
        if request.establishment_id in self.establishments:
            if self.user.has_perm("coorg_forms.view_whole_establishment"):
                return True
            if request.is_unrouted and self.user.has_perm("coorg_forms.route_supportrequest"):
                return True
        return any(
            request.territory_id in territories and request.service_id in services
            for territories, services in self._places
        )

    def in_charge(self) -> Q:
        """The condition on rows that ``covers`` is for one of them."""
        return _any(self._charged())

    def readable(self) -> Q:
        """Rows in charge, and those that name a territory of a team."""
        return _any(self.ways())

    def ways(self) -> list[Q]:
        """Conditions of which each readable row meets one or more; an index serves each, but what
        ended without a service, of which there is little."""
        if self.is_everywhere:
            return self._charged()
        named = (naming(territories) & Q(service__in=s) for territories, s in self._places)
        return [*self._charged(), *named]

    def words(self, stages: str) -> list[str]:
        """What the index of words holds of each readable row, and of no other.

        Arguments:
            stages: letters of ``full_text.scope``.
        """
        return scope.words([] if self.user.is_superuser else self._readable_places(), stages)

    def _readable_places(self) -> Iterator[str]:
        if self.is_everywhere:
            yield from map(scope.establishment, self.establishments)
            return
        for territories, services in self._places:
            yield from (scope.place(t, s) for t in territories for s in services)
        if self.user.has_perm("coorg_forms.route_supportrequest"):
            yield from map(scope.unrouted, self.establishments)

    def _charged(self) -> list[Q]:
        """The same of rows in charge."""
        here = Q(establishment__in=self.establishments)
        if self.is_everywhere:
            return [here]
        charged = [Q(territory__in=t, service__in=s) for t, s in self._places]
        if self.user.has_perm("coorg_forms.route_supportrequest"):
            charged += [here & Q(territory=None), here & Q(service=None)]
        return charged


def _any(conditions: list[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


def _linked(link, term: str, teams: list[Team]) -> dict[int, set[int]]:
    """Key of each team → keys of its terms."""
    found = defaultdict(set)
    for team, key in link.objects.filter(team__in=teams).values_list("team_id", term):
        found[team].add(key)
    return found
