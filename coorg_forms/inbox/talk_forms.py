"""The forms of a note and of a reply: words, files, and for a note, colleagues to tell."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coorg_forms import operations
from coorg_forms.inbox.forms import WordsForm, called
from coorg_forms.models import Attachment, SupportRequest
from coorg_forms.operations.writing import name_of
from coorg_forms.questions.sizes import written_size
from coorg_forms.questions.types.file import accepted_kinds, most_bytes, most_files


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class KeptFiles(forms.CheckboxSelectMultiple):
    """Those chosen before: unticking one leaves it out."""


class TellAlso(forms.CheckboxSelectMultiple):
    """Colleagues to tell, behind a disclosure; ``mention.js`` also ticks them from the text."""

    template_name = "coorg_forms/inbox/tell_also.html"

    def __init__(self, names=None, **kwargs):
        super().__init__(**kwargs)
        self.names = names or {}
        """Value → the name that is written in the text."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-name"] = self.names.get(value, "")
        return option


class TalkForm(WordsForm):
    """
    Arguments:
        kept: the files that were chosen before and wait for the message.
    """

    field = "body"
    files = forms.FileField(label=gettext_lazy("Files"), required=False, widget=FilesInput)
    kept = forms.MultipleChoiceField(
        label=gettext_lazy("Files already chosen"), required=False, widget=KeptFiles
    )

    def __init__(self, code: str, data=None, *, kept=(), **kwargs):
        super().__init__(code, data, **kwargs)
        self._limit_files()
        if not kept:
            del self.fields["kept"]
            return
        self.fields["kept"].choices = [(str(file.public_id), _shown(file)) for file in kept]
        self.fields["kept"].initial = [str(file.public_id) for file in kept]

    def _limit_files(self):
        what = operations.message_question()
        kinds = accepted_kinds(what)
        self.fields["files"].widget.attrs["accept"] = ",".join(f".{kind}" for kind in kinds)
        self.fields["files"].help_text = ngettext(
            "One file (%(kinds)s), at most %(largest)s. Kept private.",
            "Up to %(number)s files (%(kinds)s), at most %(largest)s each. Kept private.",
            most_files(what),
        ) % {
            "number": most_files(what),
            "kinds": ", ".join(kind.upper() for kind in kinds),
            "largest": written_size(most_bytes(what)),
        }


class ReplyForm(TalkForm):
    body = forms.CharField(label=gettext_lazy("Message"), widget=forms.Textarea({"rows": 6}))
    field_order = ["body", "kept", "files"]


class NoteForm(TalkForm):
    body = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea({"rows": 4}))
    mentioned = forms.MultipleChoiceField(
        label=gettext_lazy("Tell also"), required=False, widget=TellAlso
    )
    field_order = ["body", "mentioned", "kept", "files"]

    def __init__(self, code: str, data=None, *, support_request: SupportRequest, desk, **kwargs):
        super().__init__(code, data, **kwargs)
        people = operations.colleagues_who_see(support_request).exclude(pk=desk.user.pk)
        self.people = {str(person.pk): person for person in people}
        if not self.people:
            del self.fields["mentioned"]
            return
        self.fields["mentioned"].choices = [
            (key, called(person, desk.away)) for key, person in self.people.items()
        ]
        self.fields["mentioned"].widget.names = {
            key: name_of(person) for key, person in self.people.items()
        }
        self.fields["body"].help_text = _("Write @ and a name to tell a colleague by mail.")

    def clean_mentioned(self):
        return [self.people[key] for key in self.cleaned_data["mentioned"]]


def chosen_files(request: SupportRequest, *, use: str, user, keys) -> list[Attachment]:
    """The files that ``keys`` name, among those that wait for the person's message."""
    loose = Attachment.objects.loose(request=request, use=use, author=user)
    return list(loose.named(keys)) if keys else []


def _shown(file: Attachment) -> str:
    return f"{file.name} ({written_size(file.size)})"
