"""The territory that answers for a request, and those that it names besides."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox.columns.registry import register
from coorg_forms.inbox.columns.term import TermColumn
from coorg_forms.models import Territory as TerritoryTerm


@register
class Territory(TermColumn):
    name = "territory"
    label = _("Territory")
    order = 40
    model = TerritoryTerm
    absent = _("To route")

    def prepare(self, requests):
        return super().prepare(requests).prefetch_related("territories")

    def cell(self, request):
        others = [term for term in request.territories.all() if term.pk != request.territory_id]
        labels = self.desk.labels(self.model)
        named = [labels.get(term.code, term.label) for term in others]
        return {**super().cell(request), "others": named}
