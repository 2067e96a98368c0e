"""The choice of what a new form starts from."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coorg_forms.editor import starting
from coorg_forms.models import RequestFormPage
from coorg_forms.questions.form_file import MOST_BYTES, FormFile, Note, read


class StartForm(forms.Form):
    """A starting point or a file, one of the two."""

    title = forms.CharField(
        label=_("Title of the new form"),
        required=False,
        max_length=255,
        help_text=_("Empty: the title of what it starts from."),
    )
    point = forms.ChoiceField(required=False)
    file = forms.FileField(
        label=_("File of a form"),
        required=False,
        help_text=_("A .json file exported from here or from another site, 1 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    model = forms.ChoiceField(label=_("Type of page"), required=False)

    def __init__(self, *args, models: list[type], **kwargs):
        super().__init__(*args, **kwargs)
        self.models = {model._meta.label_lower: model for model in models}
        self.fields["point"].choices = [(code, code) for code in starting.codes()]
        self.fields["model"].choices = [
            (label, model._meta.verbose_name) for label, model in self.models.items()
        ]
        if len(models) == 1:
            del self.fields["model"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large: a form takes less than 1 MB."))
        return file

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("file") and not cleaned.get("point") and not self.errors:
            self.add_error("file", _("Choose the file to import."))
        return cleaned

    @property
    def chosen_model(self) -> type:
        return self.models[self.cleaned_data.get("model") or next(iter(self.models))]

    def read(self) -> tuple[FormFile, list[Note]]:
        """The form to start from, and what of it could not be read.

        Raises:
            Unreadable: the file is not a form.
        """
        point = self.cleaned_data["point"]
        content = starting.content(point) if point else self.cleaned_data["file"].read()
        return read(content, RequestFormPage._meta.get_field("questions").stream_block)
