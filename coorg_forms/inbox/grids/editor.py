"""The editor of a draft, on one page."""

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
from coorg_forms.inbox.grids.shown import in_words
from coorg_forms.inbox.grids.start import notes_key
from coorg_forms.models import CriteriaGrid
from coorg_forms.operations.errors import OperationError
from coorg_forms.triage.grid import grid_from_json
from coorg_forms.triage.grid_changes import changes
from coorg_forms.triage.grid_check import WHOLE, total_words


class Edit(GridView):
    permission_required = "change"
    http_method_names = ["get", "post", "head", "options"]
    template_name = "coorg_forms/inbox/grids/edit.html"
    page_title = gettext_lazy("Evaluation grid")

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
            operations.save_grid(
                user=request.user,
                grid=self.grid,
                seen=form.cleaned_data["seen"],
                definition=form.definition,
                needed=form.cleaned_data["needed"],
                evaluators=form.cleaned_data["evaluators"],
            )
        except OperationError as problem:
            return self.too_late(form, problem)
        request.session.pop(notes_key(self.grid.pk), None)
        messages.success(request, _("The draft was saved."))
        return redirect(self.url("check" if "check" in request.POST else "edit"))

    def too_late(self, form: GridForm, problem: OperationError):
        """Everything typed, what is different from the draft as it stands now, and why."""
        saved = CriteriaGrid.objects.get(pk=self.grid.pk)
        typed = grid_from_json(operations.normal_definition(form.definition))
        form.data = form.data.copy()
        form.data["seen"] = saved.fingerprint
        found = changes(saved.parsed, typed, get_content_languages())
        differences = [in_words(change) for change in found]
        return self.edit(form, 422, problem=str(problem), differences=differences)

    def edit(self, form: GridForm, status: int = 200, **context):
        notes = self.request.session.get(notes_key(self.grid.pk), [])
        return self.show(
            status,
            form=form,
            parts=[form[name] for name in PARTS],
            media=form.media,
            faults=operations.grid_faults(self.grid),
            total=total_words(self.grid.parsed.total),
            weights=self._weights,
            frozen=[item_id(part, key) for part, keys in form.published.items() for key in keys],
            notes=notes,
            action_url=self.url("edit"),
            submit_button_label=_("Save draft"),
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
