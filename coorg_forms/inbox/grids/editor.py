"""The editor of a draft, on one page."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.coreutils import get_content_languages

from coorg_forms import operations
from coorg_forms.inbox.grids.base import GridView
from coorg_forms.inbox.grids.convert import item_id
from coorg_forms.inbox.grids.forms import PARTS, GridForm
from coorg_forms.inbox.grids.gone import other_draft, stand_in
from coorg_forms.inbox.grids.shown import in_words
from coorg_forms.inbox.grids.start import notes_key
from coorg_forms.models import CriteriaGrid
from coorg_forms.operations.errors import OperationError
from coorg_forms.operations.grids import StaleGrid
from coorg_forms.triage.grid import grid_from_json
from coorg_forms.triage.grid_changes import changes
from coorg_forms.triage.grid_check import WHOLE, total_words

GONE = gettext_lazy(
    "Someone discarded this draft in the meantime. Nothing was saved, and all that you typed is "
    "still here: save it as a new draft, or leave this page to let it go."
)
BEGUN = gettext_lazy(
    "Someone discarded this draft in the meantime and began another one. Nothing was saved, and "
    "all that you typed is still here: compare, then save it in place of theirs, or leave this "
    "page to let it go."
)


class Edit(GridView):
    permission_required = "change"
    http_method_names = ["get", "post", "head", "options"]
    template_name = "coorg_forms/inbox/grids/edit.html"
    page_title = gettext_lazy("Evaluation grid")

    @cached_property
    def grid(self) -> CriteriaGrid:
        """The draft; for what was typed into one that is gone, something in its place."""
        found = self.grids.filter(pk=self.kwargs["pk"]).first()
        found = found or stand_in(self.desk, self.request.POST)
        if found is None:
            raise Http404
        return found

    @property
    def is_gone(self) -> bool:
        return self.grid.pk is None

    def get(self, request, pk):
        if not self.grid.is_draft:
            return redirect(self.url("read"))
        return self.edit(GridForm(self.grid))

    def post(self, request, pk):
        form = GridForm(self.grid, request.POST)
        if form.is_cut_short:
            messages.error(request, _("Not everything arrived: nothing was saved. Try again."))
            return self.edit(GridForm(self.grid), 422)
        if not form.is_valid():
            messages.error(request, _("The draft was not saved: mend what is marked."))
            return self.edit(form, 422)
        try:
            self.grid = self.save(form)
        except OperationError as problem:
            return self.too_late(form, problem)
        request.session.pop(notes_key(self.grid.pk), None)
        messages.success(request, _("The draft was saved."))
        return redirect(self.url("check" if "check" in request.POST else "edit"))

    def save(self, form: GridForm) -> CriteriaGrid:
        typed = {name: form.cleaned_data[name] for name in ("needed", "evaluators")}
        typed |= {"user": self.request.user, "definition": form.definition}
        if not self.is_gone:
            return operations.save_grid(grid=self.grid, seen=form.cleaned_data["seen"], **typed)
        if "anew" not in self.request.POST:
            raise StaleGrid
        place = {"establishment": self.grid.establishment, "service": self.grid.service}
        return operations.draft_grid(**place, **typed)

    def too_late(self, form: GridForm, problem: OperationError):
        """Everything typed, what is different from the draft as it stands now, and why."""
        saved = CriteriaGrid.objects.filter(pk=self.grid.pk).first()
        if saved is None:
            return self.gone(form)
        return self.compare(form, saved, str(problem))

    def gone(self, form: GridForm):
        """The draft was discarded: it may be saved as a new one, or over the one begun since."""
        if other := other_draft(self.grid):
            self.grid = other
            return self.compare(form, other, BEGUN)
        self.grid = stand_in(self.desk, self.request.POST)
        return self.edit(form, 422)

    def compare(self, form: GridForm, saved: CriteriaGrid, problem: str):
        typed = grid_from_json(operations.normal_definition(form.definition))
        form.data = form.data.copy()
        form.data["seen"] = saved.fingerprint
        found = changes(saved.parsed, typed, get_content_languages())
        differences = [in_words(change) for change in found]
        return self.edit(form, 422, problem=problem, differences=differences)

    def edit(self, form: GridForm, status: int = 200, **context):
        notes = self.request.session.get(notes_key(self.grid.pk), [])
        context = {"problem": GONE if self.is_gone else "", **context}
        return self.show(
            status,
            form=form,
            is_gone=self.is_gone,
            parts=[form[name] for name in PARTS],
            media=form.media,
            faults=operations.grid_faults(self.grid),
            total=total_words(self.grid.parsed.total),
            weights=self._weights,
            frozen=[item_id(part, key) for part, keys in form.published.items() for key in keys],
            notes=notes,
            action_url=self.request.path if self.is_gone else self.url("edit"),
            submit_button_label=_("Save as a new draft") if self.is_gone else _("Save draft"),
            submit_button_active_label=_("Saving…"),
            has_unsaved_changes=status != 200,
            **context,
        )

    @cached_property
    def _weights(self) -> dict[str, str]:
        """Sentences for the script, where numbers take the place of names."""
        return {
            "whole": total_words(WHOLE),
            "less": _("The weights total %(total)s of 100: %(left)s left."),
            "more": _("The weights total %(total)s of 100: %(more)s too many."),
        }
