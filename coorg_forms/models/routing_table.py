"""All that routing reads of an establishment, read once: for one request or for a hundred."""

from collections.abc import Iterable, Mapping

from django.utils.functional import cached_property

from coorg_forms.models.establishment import Establishment
from coorg_forms.models.routing_rule import RoutingRule
from coorg_forms.models.team import Team
from coorg_forms.models.vocabulary import Territory
from coorg_forms.questions.likeness import fold_for_search
from coorg_forms.triage import routing
from coorg_forms.triage.routing import Destination, Facts


class RoutingTable:
    """The rules and the teams of ``establishment``, in a constant number of queries."""

    def __init__(self, establishment: Establishment):
        self.establishment = establishment

    def destination(self, facts: Facts) -> Destination:
        """Where a request with these facts goes."""
        return routing.destination(facts, self.plain_rules, self._teams)

    def facts(self, *, territories: Iterable[str] = (), is_sure: bool = True, **known) -> Facts:
        """The facts of a request.

        Arguments:
            territories: the codes named.
            known: the other fields of ``Facts``, words as they were typed.
        """
        for name in ("place", "organizer"):
            known[name] = fold_for_search(known.get(name, ""))
        return Facts(territories=self.with_those_above(territories), is_sure=is_sure, **known)

    def with_those_above(self, territories: Iterable[str]) -> dict[str, frozenset[str]]:
        """Each of the ``territories`` → those that it is part of, as far as a rule asks."""
        return {code: self._above(code) for code in territories}

    @cached_property
    def rules(self) -> dict[int, RoutingRule]:
        """The active rules in order, by key."""
        rows = RoutingRule.objects.filter(establishment=self.establishment, active=True)
        return {row.pk: row for row in rows.order_by("position", "pk").whole()}

    @cached_property
    def teams(self) -> dict[int, Team]:
        rows = Team.objects.filter(establishment=self.establishment, active=True)
        rows = rows.order_by("name", "pk").prefetch_related("territories", "services")
        return {row.pk: row for row in rows}

    @cached_property
    def plain_rules(self) -> list[routing.Rule]:
        return [plain_rule(row) for row in self.rules.values()]

    @cached_property
    def _teams(self) -> list[routing.Team]:
        return [plain_team(row) for row in self.teams.values()]

    def _above(self, code: str) -> frozenset[str]:
        """The territories that ``code`` is part of, the nearest first."""
        found: list[str] = []
        parent = self._parents.get(code)
        while parent and parent not in found:
            found.append(parent)
            parent = self._parents.get(parent)
        return frozenset(found)

    @cached_property
    def _parents(self) -> Mapping[str, str]:
        """Territory → the one that it is part of; asked only when a rule needs it."""
        if not any(row.with_parts for row in self.rules.values()):
            return {}
        rows = Territory.objects.canonical().filter(establishment=self.establishment)
        return dict(rows.exclude(parent=None).values_list("code", "parent__code"))


def plain_team(team: Team) -> routing.Team:
    return routing.Team(
        key=team.pk,
        territories=tuple(term.code for term in team.territories.all()),
        services=tuple(term.code for term in team.services.all()),
        is_active=team.active,
    )


def plain_rule(row: RoutingRule) -> routing.Rule:
    """The rule as it is judged: codes and folded words."""
    return routing.Rule(
        key=row.pk,
        services=_codes(row.services),
        territories=_codes(row.territories),
        with_parts=row.with_parts,
        audiences=_codes(row.audiences),
        form=str(row.form_key or ""),
        places=_words(row.place),
        organizer=row.organizer,
        organizers=_words(row.organizer_names),
        team=plain_team(row.team) if row.team else None,
        person=row.person_id,
        as_territory=row.as_territory.code if row.as_territory else "",
    )


def _codes(terms) -> frozenset[str]:
    return frozenset(term.code for term in terms.all())


def _words(written: str) -> tuple[str, ...]:
    return tuple(filter(None, (fold_for_search(part) for part in written.split(","))))
