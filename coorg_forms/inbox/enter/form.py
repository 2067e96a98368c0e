"""What staff fill in besides the questions: how the request came and who is written to."""

import json

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms import operations
from coorg_forms.inbox.widgets import DayInput
from coorg_forms.models import Contact, SupportRequest
from coorg_forms.operations import NOTICES, Intake

#: No question can have a key like it.
PREFIX = "form-entry"

CHANNELS = [choice for choice in SupportRequest.CHANNELS if choice[0] in operations.CHANNELS]
SPEAKS = [
    ("requester", _("The person to contact, themselves")),
    ("other", _("Someone on their behalf")),
]


def _missing(sentence) -> dict:
    """The messages of a field that was left empty, or that holds no such answer."""
    return dict.fromkeys(("required", "invalid", "invalid_choice"), sentence)


class IntakeForm(forms.Form):
    """Of the operation's ``Intake``; ``entry`` is what was typed before."""

    channel = forms.ChoiceField(
        label=_("By which way?"),
        choices=CHANNELS,
        widget=forms.RadioSelect,
        error_messages=_missing(_("Say how the request came.")),
    )
    received_on = forms.DateField(
        label=_("On which day?"),
        widget=DayInput,
        error_messages=_missing(_("Write the day on which the request came.")),
        help_text=_("What is promised is counted from this day, even if you enter it later."),
    )
    speaks = forms.ChoiceField(
        label=_("Who speaks?"),
        choices=SPEAKS,
        widget=forms.RadioSelect,
        error_messages=_missing(_("Say who speaks.")),
    )
    speaker = forms.CharField(label=_("Name of who speaks"), max_length=210, required=False)
    speaker_tie = forms.CharField(
        label=_("Tie with the person to contact"),
        max_length=120,
        required=False,
        help_text=_("For example a parent, a partner organization, an interpreter."),
    )
    notice = forms.ChoiceField(
        label=_("Do they know what we do with what they tell?"),
        choices=list(NOTICES.items()),
        widget=forms.RadioSelect,
        error_messages=_missing(_("Say how they know what is done with what they tell.")),
    )
    updates = forms.ChoiceField(
        label=_("Who receives the news of the request?"),
        choices=Contact.UPDATES,
        widget=forms.RadioSelect,
        error_messages=_missing(_("Say who receives the news of the request.")),
    )
    speaker_email = forms.EmailField(label=_("Email of who speaks"), required=False)

    #: Asked before the notice is read, once it was, and after the questions.
    BEFORE = ("channel", "received_on", "speaks", "speaker", "speaker_tie")
    AFTER = ("updates", "speaker_email")
    #: field → the field and the answer that show it.
    SHOWN_BY = {
        "speaker": ("speaks", "other"),
        "speaker_tie": ("speaks", "other"),
        "speaker_email": ("updates", "speaker"),
    }

    def __init__(self, user, data=None, *, entry=None, asks_email: bool = True):
        today = timezone.localdate().isoformat()
        usual = {"channel": "phone", "speaks": "requester", "received_on": today}
        super().__init__(data, prefix=PREFIX, initial={**usual, **(entry or {})})
        self.user = user
        self.fields["received_on"].widget.attrs["max"] = today
        if not asks_email:
            self.fields["updates"].choices = [
                choice for choice in Contact.UPDATES if choice[0] != "requester"
            ]

    @classmethod
    def again(cls, user, entry: dict, **kwargs) -> "IntakeForm":
        """The form as it was posted before."""
        return cls(user, {f"{PREFIX}-{name}": said for name, said in entry.items()}, **kwargs)

    @property
    def typed(self) -> dict[str, str]:
        """What was posted, unjudged, to be kept."""
        return {name: self.data.get(self.add_prefix(name), "")[:300] for name in self.fields}

    def clean(self):
        typed = super().clean()
        if typed.get("speaks") != "other":
            typed |= {"speaker": "", "speaker_tie": ""}
            if typed.get("updates") == "speaker":
                self.add_error("updates", _("Nobody speaks for the requester."))
        elif not typed.get("speaker"):
            self.add_error("speaker", _("Write the name of the person who speaks."))
        if typed.get("updates") != "speaker":
            typed["speaker_email"] = ""
        return typed

    @property
    def intake(self) -> Intake:
        """What was said; only of a valid form."""
        said = {name: said for name, said in self.cleaned_data.items() if name != "speaks"}
        return Intake(user=self.user, **said)

    @property
    def before(self) -> list[dict]:
        return [self._shown(name) for name in self.BEFORE]

    @property
    def once_read(self) -> dict:
        return self._shown("notice")

    @property
    def after(self) -> list[dict]:
        return [self._shown(name) for name in self.AFTER]

    def _shown(self, name: str) -> dict:
        """The field, and by which answer it is shown."""
        field, (asked, answer) = self[name], self.SHOWN_BY.get(name, ("", ""))
        rule = json.dumps({self.add_prefix(asked): answer}) if asked else ""
        return {
            "field": field,
            "is_choice": isinstance(field.field.widget, forms.RadioSelect),
            "rule": rule,
            "hidden": bool(rule) and self[asked].value() != answer and not field.errors,
        }

    @property
    def faults(self) -> list[dict[str, str]]:
        """``{"target", "message", "after"}`` of each error, for the summary."""
        return [
            {"target": self._target(name), "message": message, "after": name in self.AFTER}
            for name in self.fields
            for message in self.errors.get(name, ())
        ]

    def _target(self, name: str) -> str:
        field = self[name]
        return field.id_for_label or f"{field.auto_id}_0"
