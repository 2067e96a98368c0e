"""The territory that answers for a request, and those that it names besides."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox.columns.registry import InboxColumn, register
from coorg_forms.inbox.vocabulary import labels
from coorg_forms.models import Territory as TerritoryTerm


@register
class Territory(InboxColumn):
    name = "territory"
    label = _("Territory")
    order = 40
    cell_template_name = "coorg_forms/inbox/columns/territory.html"

    @cached_property
    def labels(self) -> dict[str, str]:
        return labels(TerritoryTerm)

    def prepare(self, requests):
        return requests.select_related("territory").prefetch_related("territories")

    def cell(self, request):
        others = [term for term in request.territories.all() if term.pk != request.territory_id]
        return {
            "territory": self.labels.get(request.territory.code) if request.territory else "",
            "others": [self.labels.get(term.code, term.label) for term in others],
        }
