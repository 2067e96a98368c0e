"""Territory × service: who answers, holes marked."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coorg_forms.delivery.recipients import who_route
from coorg_forms.inbox.routing.page import RoutingPage
from coorg_forms.models import Establishment, RoutingTable, Service, Team, Territory
from coorg_forms.models.routing_coverage import cells
from coorg_forms.operations.writing import name_of


class CoverageView(RoutingPage):
    template_name = "coorg_forms/inbox/routing/coverage.html"
    page_title = _("Who answers where")

    def get(self, request):
        grids = [self._grid(establishment) for establishment in self.establishments]
        teams_url = reverse(Team.snippet_viewset.get_url_name("list"))
        return self.render_to_response(self.get_context_data(grids=grids, teams_url=teams_url))

    def _grid(self, establishment: Establishment) -> dict:
        territories = _active(Territory.objects.filter(establishment=establishment))
        services = _active(Service.objects.filter(establishments=establishment))
        found = list(cells(RoutingTable(establishment), territories, services))
        names, labels = self.desk.labels(Territory), self.desk.labels(Service)
        rows: dict[str, list] = {code: [] for code in territories}
        for cell in found:
            rows[cell.territory].append((labels.get(cell.service, cell.service), cell))
        return {
            "establishment": establishment,
            "services": [labels.get(code, code) for code in services],
            "rows": [(names.get(code, code), row) for code, row in rows.items()],
            "holes": sum(cell.is_hole for cell in found),
            "waiting": [name_of(person) for person in who_route(establishment)],
        }


def _active(terms) -> list[str]:
    return list(terms.canonical().filter(active=True).values_list("code", flat=True))
