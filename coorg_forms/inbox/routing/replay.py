"""The last requests through the rules of today: which would go elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coorg_forms.inbox.desk import Desk
from coorg_forms.models import Establishment, FormVersion, RoutingTable, SupportRequest, Territory
from coorg_forms.operations.routing import facts_of
from coorg_forms.triage.routing import Facts

#: As many requests at most.
MOST = 100


@dataclass(frozen=True)
class Moved:
    """A request that is with one team and would go to another; "" is "To route"."""

    request: SupportRequest
    now: str
    then: str
    rule: str = ""


class Replay:
    """The newest requests of an establishment, in reach; the number of queries is constant."""

    def __init__(self, desk: Desk, establishment: Establishment):
        self.establishment = establishment
        rows = desk.requests.filter(establishment=establishment).outside_quarantine()
        rows = rows.select_related("service", "audience", "team").defer("search_text")
        self.requests = list(rows.order_by("-received_at", "-pk")[:MOST])

    def moved(self) -> list[Moved]:
        """Those that the rules of today would send elsewhere than where they are now."""
        return list(self._moved(RoutingTable(self.establishment)))

    def _moved(self, table: RoutingTable) -> Iterator[Moved]:
        for request, facts in facts_of_requests(table, self.requests):
            destination = table.destination(facts)
            if destination.team == request.team_id:
                continue
            rule = table.rules.get(destination.rule)
            team = rule.team if rule else table.teams.get(destination.team)
            now = request.team.name if request.team else ""
            yield Moved(request, now, team.name if team else "", rule.name if rule else "")


def facts_of_requests(
    table: RoutingTable, requests: Iterable[SupportRequest]
) -> Iterator[tuple[SupportRequest, Facts]]:
    """Each request with what routing knew of it when it was sent."""
    requests = list(requests)
    versions = FormVersion.objects.in_bulk({one.form_version_id for one in requests})
    schemas = {key: version.parsed for key, version in versions.items()}
    territories = Territory.objects.canonical().filter(establishment=table.establishment)
    here = set(territories.values_list("code", flat=True))
    for request in requests:
        schema = schemas[request.form_version_id]
        yield request, facts_of(table, request, schema, request.answers, here)
