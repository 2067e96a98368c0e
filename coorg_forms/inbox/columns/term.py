"""What the columns that show one term of a request have in common."""

from django.utils.functional import Promise, cached_property

from coorg_forms.inbox.columns.registry import InboxColumn
from coorg_forms.inbox.vocabulary import labels


class TermColumn(InboxColumn):
    """The column called ``name`` shows the term that the request's field of that name holds."""

    model: type
    absent: str | Promise
    """What is shown when the request has none."""
    cell_template_name = "coorg_forms/inbox/columns/term.html"

    @cached_property
    def labels(self) -> dict[str, str]:
        return labels(self.model)

    def prepare(self, requests):
        return requests.select_related(self.name)

    def cell(self, request):
        term = getattr(request, self.name)
        return {"term": self.labels.get(term.code, term.label) if term else ""}
