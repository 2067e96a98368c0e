"""A new draft: from the version in force, from nothing, or from a file."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.coreutils import get_content_languages

from coorg_forms import operations
from coorg_forms.inbox.grids.base import GridsView
from coorg_forms.inbox.grids.forms import NewGridForm
from coorg_forms.inbox.grids.places import places
from coorg_forms.operations.errors import OperationError
from coorg_forms.triage import grid_file


class New(GridsView):
    permission_required = "change"
    http_method_names = ["get", "post", "head", "options"]
    template_name = "coorg_forms/inbox/grids/new.html"
    page_title = gettext_lazy("New version of a grid")

    def get(self, request):
        place = {"place": request.GET.get("place", "")}
        return self.show(form=NewGridForm(places(self.desk), initial=place))

    def post(self, request):
        form = NewGridForm(places(self.desk), request.POST, request.FILES)
        if not form.is_valid():
            return self.show(422, form=form)
        try:
            draft, notes = self.draft(form)
        except (grid_file.Unreadable, OperationError) as problem:
            wrong = "file" if isinstance(problem, grid_file.Unreadable) else None
            form.add_error(wrong, str(problem))
            return self.show(422, form=form)
        messages.success(request, _("Version %(number)s was drafted.") % {"number": draft.number})
        request.session[notes_key(draft.pk)] = [[note.place, note.message] for note in notes]
        return redirect("coorg_grids:edit", draft.pk)

    def draft(self, form: NewGridForm):
        """The draft, and what of a file was left out."""
        establishment, service = form.chosen
        fields, notes = {"definition": None}, []
        if form.cleaned_data["start"] == "nothing":
            fields = {"definition": {}}
        elif form.cleaned_data["start"] == "file":
            content = form.cleaned_data["file"].read()
            file, notes = grid_file.read(content, get_content_languages())
            fields = {"definition": file.definition, "needed": file.needed}
        draft = operations.draft_grid(
            user=self.request.user, establishment=establishment, service=service, **fields
        )
        return draft, notes


def notes_key(pk: int) -> str:
    """Where the session keeps what of a file was left out, until the draft is saved."""
    return f"coorg-grid-{pk}"
