"""Who does what in the demo's stories, and what they write."""

import random
from collections.abc import Mapping
from functools import cached_property

from coorg_forms.models import Membership, SupportRequest
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.roles import ROLES

_STAFF_LANGUAGE = "fr"


class Cast:
    """The staff, by role and team. Everyone keeps their permissions in memory."""

    def __init__(self, reasons: Mapping[str, Mapping[str, list[str]]]):
        self.reasons = reasons

    @cached_property
    def _people(self) -> dict:
        """``(role, team)`` → people, one object for each person."""
        people, known = {}, {}
        codes = {role.name: role.code for role in ROLES.values()}
        memberships = Membership.objects.order_by("pk").select_related("user")
        for membership in memberships.prefetch_related("user__groups"):
            user = known.setdefault(membership.user_id, membership.user)
            for group in user.groups.all():
                people.setdefault((codes[group.name], membership.team_id), []).append(user)
        return people

    def organizer(self, request: SupportRequest, chance: random.Random):
        return chance.choice(self._people["organizer", request.team_id])

    def moderator(self, request: SupportRequest):
        return self._people["moderator", request.team_id][0]

    def intake(self, request: SupportRequest):
        team = request.team_id or request.establishment.teams.first().pk
        return self._people["intake", team][0]

    def clerk(self, establishment):
        """Whoever picks up the telephone and opens the mail."""
        team = establishment.teams.first().pk
        return self._people["intake", team][0]

    def manager(self, establishment):
        team = establishment.teams.first().pk
        return self._people["manager", team][0]

    def evaluators(self, request: SupportRequest) -> list:
        """Those of the team who may evaluate, in a settled order."""
        team = request.team_id
        return [
            *self._people["organizer", team],
            *self._people["moderator", team],
        ]

    def actor(self, request: SupportRequest):
        """Whoever looks after the request, or else the moderator of its team."""
        if request.assignee_id is None:
            return self.moderator(request)
        team = self._people["organizer", request.team_id]
        return next(user for user in team if user.pk == request.assignee_id)

    def mover(self, request: SupportRequest, move: str):
        """Decisions are the moderator's."""
        decides = MOVES[move].capability == "decide_supportrequest"
        return self.moderator(request) if decides else self.actor(request)

    def words(self, step: str, language: str, chance: random.Random) -> str:
        """Something to write at this step: to the requester in their language, among staff in
        French."""
        choices = self.reasons.get(step, {})
        found = choices.get(language) or choices.get(_STAFF_LANGUAGE)
        if step == "note" or (step in MOVES and MOVES[step].reason == "internal"):
            found = choices[_STAFF_LANGUAGE]
        return chance.choice(found) if found else ""
