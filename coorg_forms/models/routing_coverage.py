"""Who receives what, territory by territory and service by service; and where nobody does."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count

from coorg_forms.models.routing_rule import RoutingRule
from coorg_forms.models.routing_table import RoutingTable
from coorg_forms.models.team import Membership, Team


@dataclass(frozen=True)
class Cell:
    """One territory and one service, as codes, and who answers for a plain request of theirs."""

    territory: str
    service: str
    team: Team | None = None
    rule: RoutingRule | None = None
    members: int = 0
    """How many people the team has today; its mailbox, if any, is told instead."""

    @property
    def is_hole(self) -> bool:
        """No rule and no team: it would wait in "To route" and nobody meant it to."""
        return self.team is None and self.rule is None

    @property
    def is_empty(self) -> bool:
        """A team without mailbox and without people: others are told in its stead."""
        return bool(self.team and not self.team.email and not self.members)


def cells(
    table: RoutingTable, territories: Iterable[str], services: Iterable[str], form: str = ""
) -> Iterator[Cell]:
    """Every territory × service, as a request that says nothing else would be routed.

    Arguments:
        form: key of the form by which it comes, for the rules about it.
    """
    sizes = _sizes(table)
    services = list(services)
    for territory in territories:
        for service in services:
            destination = table.destination(
                table.facts(territories=[territory], service=service, form=form)
            )
            team = _team(table, destination)
            size = sizes.get(destination.team, 0)
            yield Cell(territory, service, team, table.rules.get(destination.rule), size)


def holes(table: RoutingTable, territories, services, form: str = "") -> list[Cell]:
    return [cell for cell in cells(table, territories, services, form) if cell.is_hole]


def _team(table: RoutingTable, destination) -> Team | None:
    rule = table.rules.get(destination.rule)
    return rule.team if rule else table.teams.get(destination.team)


def _sizes(table: RoutingTable) -> dict[int, int]:
    rows = Membership.objects.current().filter(
        team__establishment=table.establishment, user__is_active=True
    )
    counted = rows.order_by().values("team").annotate(size=Count("pk"))
    return dict(counted.values_list("team", "size"))
