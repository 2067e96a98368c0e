"""What a person's choices are limited to: nothing out of reach is even named in a filter."""

from django.contrib.auth import get_user_model
from django.utils.functional import cached_property

from coorg_forms.models import Membership, Service, Team, Territory


class Choices:
    """The teams, territories, services and colleagues that a person's requests may name."""

    def __init__(self, user):
        self.user = user

    @cached_property
    def teams(self):
        """Every team for a superuser, those of one's establishments for who sees them whole."""
        teams = Team.objects.filter(active=True)
        if self.user.is_superuser:
            return teams
        own = teams.filter(memberships__in=Membership.objects.current().filter(user=self.user))
        if self.user.has_perm("coorg_forms.view_whole_establishment"):
            return teams.filter(establishment__in=own.values("establishment"))
        return own

    @property
    def territories(self):
        return Territory.objects.filter(teams__in=self.teams).distinct()

    @property
    def services(self):
        return Service.objects.filter(teams__in=self.teams).distinct()

    @property
    def colleagues(self):
        """Those who work in the teams, the person included."""
        return (
            get_user_model()
            .objects.filter(
                is_active=True,
                request_memberships__in=Membership.objects.current().filter(team__in=self.teams),
            )
            .distinct()
            .order_by("last_name", "first_name", "pk")
        )
