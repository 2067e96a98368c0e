"""What the columns that show one term of a request have in common."""

from django.utils.functional import Promise

from coorg_forms.inbox.columns.registry import InboxColumn


class TermColumn(InboxColumn):
    """The column called ``name`` shows the term that the request's field of that name holds."""

    model: type
    absent: str | Promise
    """What is shown when the request has none."""
    cell_template_name = "coorg_forms/inbox/columns/term.html"

    def prepare(self, requests):
        return requests.select_related(self.name)

    def cell(self, request):
        term, labels = getattr(request, self.name), self.desk.labels(self.model)
        return {"term": labels.get(term.code, term.label) if term else ""}
