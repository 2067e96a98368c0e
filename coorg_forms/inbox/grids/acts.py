"""A draft's last steps: checked and put in force, or thrown away."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.coreutils import get_content_languages

from coorg_forms import operations
from coorg_forms.inbox.grids.base import GridView
from coorg_forms.inbox.grids.shown import in_words
from coorg_forms.operations.errors import OperationError
from coorg_forms.triage.grid_changes import changes


class Check(GridView):
    """What is still to mend, what changes, and the button that puts the draft in force."""

    permission_required = "change"
    http_method_names = ["get", "post", "head", "options"]
    template_name = "coorg_forms/inbox/grids/check.html"
    page_title = gettext_lazy("Put in force")

    def get(self, request, pk):
        return self.check() if self.grid.is_draft else redirect(self.url("read"))

    def post(self, request, pk):
        seen = request.POST.get("seen", "")
        try:
            operations.activate_grid(user=request.user, grid=self.grid, seen=seen)
        except OperationError as problem:
            return self.check(422, problem=str(problem))
        messages.success(
            request,
            _("Version %(number)s is in force. Requests already evaluated keep their version.")
            % {"number": self.grid.number},
        )
        return redirect(self.url("read"))

    def check(self, status: int = 200, **context):
        return self.show(
            status,
            active=self.active,
            faults=operations.grid_faults(self.grid) if self.grid.is_draft else [],
            changes=self.changes(),
            seen=self.grid.fingerprint,
            verdict=self.verdict,
            **context,
        )

    def changes(self) -> list[dict]:
        if self.active is None:
            return []
        found = changes(self.active.parsed, self.grid.parsed, get_content_languages())
        return [in_words(change) for change in found]


class Discard(GridView):
    permission_required = "change"
    http_method_names = ["get", "post", "head", "options"]
    template_name = "coorg_forms/inbox/grids/discard.html"
    page_title = gettext_lazy("Discard the draft")

    def get(self, request, pk):
        if not self.grid.is_draft:
            return redirect(self.url("read"))
        return self.show(seen=self.grid.fingerprint)

    def post(self, request, pk):
        seen = request.POST.get("seen", "")
        try:
            operations.discard_grid(user=request.user, grid=self.grid, seen=seen)
        except OperationError as problem:
            return self.show(422, seen=self.grid.fingerprint, problem=str(problem))
        messages.success(request, _("The draft was discarded."))
        return redirect("coorg_grids:index")
