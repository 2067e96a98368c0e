"""A new form from a starting point or from a file."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from coorg_forms import operations
from coorg_forms.editor import starting
from coorg_forms.editor.forms import StartForm
from coorg_forms.editor.new_page import NewPage
from coorg_forms.editor.views import FormPageView
from coorg_forms.questions.form_file import Unreadable


class Start(NewPage):
    """A new form from a starting point or from a file, as a draft."""

    template_name = "coorg_forms/editor/start.html"
    page_title = gettext_lazy("New form")
    header_icon = "list-ul"
    creatable = staticmethod(operations.importable_models)

    def get(self, request, *args, **kwargs):
        return self._show(StartForm(models=self.models))

    def post(self, request, *args, **kwargs):
        form = StartForm(request.POST, request.FILES, models=self.models)
        if not form.is_valid():
            return self._show(form, status=422)
        try:
            file, notes = form.read()
        except Unreadable as problem:
            form.add_error("file", str(problem))
            return self._show(form, status=422)
        imported = operations.import_form(
            form=file,
            parent=self.parent,
            model=form.chosen_model,
            user=request.user,
            title=form.cleaned_data["title"],
        )
        return self._report(imported.page, [*notes, *imported.notes])

    def _report(self, page, notes):
        if notes:
            self.request.session[_notes_key(page.pk)] = [[n.place, n.message] for n in notes]
            return redirect("coorg_forms_editor:imported", page.pk)
        messages.success(
            self.request,
            _("“%(title)s” was created as a draft. Read it, complete it, then publish.")
            % {"title": page.title},
        )
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _show(self, form, status=200):
        context = self.get_context_data(
            form=form,
            parent=self.parent,
            models=self.models,
            points=starting.points(self.parent.locale.language_code),
            blank_url=reverse(
                "wagtailadmin_pages:add",
                args=[
                    self.models[0]._meta.app_label,
                    self.models[0]._meta.model_name,
                    self.parent.pk,
                ],
            ),
        )
        return self.render_to_response(context, status=status)


class Imported(FormPageView):
    """What of a file could not be taken, once its draft is made."""

    template_name = "coorg_forms/editor/imported.html"
    page_title = gettext_lazy("Form imported")

    def get(self, request, *args, **kwargs):
        notes = request.session.get(_notes_key(self.form_page.pk), [])
        context = self.get_context_data(page=self.form_page, notes=notes, edit_url=self.edit_url)
        return self.render_to_response(context)


def _notes_key(pk: int) -> str:
    return f"coorg-import-{pk}"
