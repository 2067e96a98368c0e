"""What a person fills in to decide: the words for the requester, and what follows."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox.forms import ActForm
from coorg_forms.models import SupportRequest, Team
from coorg_forms.operations import Ruling
from coorg_forms.operations.assign import assignable
from coorg_forms.operations.decide import proposed_contact, referral_consent, teams_for
from coorg_forms.operations.standing import Standing
from coorg_forms.operations.writing import name_of
from coorg_forms.triage.decisions import Kind
from coorg_forms.triage.moves import MOVES


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class DecisionForm(ActForm):
    """The fields that the kind asks for; the operation says what is missing."""

    resource = forms.CharField(
        label=_("To whom"),
        max_length=250,
        required=False,
        help_text=_(
            "The service or the body, with its telephone: “Info-Social, 811, option 2”. The "
            "requester reads it."
        ),
    )
    until = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        widget=DayInput,
        help_text=_("The request comes back into what is to triage on that day."),
    )
    reason = forms.CharField(widget=forms.Textarea({"rows": 6}), required=False)
    suggestion = forms.CharField(
        label=_("What you suggest instead"),
        widget=forms.Textarea({"rows": 4}),
        required=False,
        help_text=_("A resource, a step, a later moment. How to ask for a review is added."),
    )
    team = forms.ModelChoiceField(
        Team.objects.none(), label=_("Team"), required=False, empty_label=None
    )
    person = forms.TypedChoiceField(
        label=_("Who will contact the requester"), required=False, empty_value=None
    )
    contact_by = forms.DateField(label=_("First contact by"), required=False, widget=DayInput)
    shares_data = forms.BooleanField(
        label=_("The request and the contact details are sent to this service"), required=False
    )
    consent_at = forms.DateField(
        label=_("The requester agreed on"),
        required=False,
        widget=DayInput,
        help_text=_("Without a dated consent, nothing may be sent."),
    )

    def __init__(self, kind: Kind, request: SupportRequest, data=None, *, draft: str = ""):
        super().__init__(f"move-{kind.move}", data)
        self.kind, self.request = kind, request
        kept = {"reason", *kind.parts}
        self.fields = {name: field for name, field in self.fields.items() if name in kept}
        self.fields["reason"].label = MOVES[kind.move].reason_label
        self.initial = {"reason": draft}
        if "team" in kept:
            self._offer_people()
        if "consent_at" in kept:
            self._read_consent()

    @property
    def ruling(self) -> Ruling:
        """What is decided; only of a valid form."""
        return Ruling(kind=self.kind.code, **self.cleaned_data)

    def _offer_people(self):
        teams, people = teams_for(self.request), assignable(self.request)
        self.fields["team"].queryset = Team.objects.filter(pk__in=[team.pk for team in teams])
        self.initial["team"] = self.request.team or (teams[0] if teams else None)
        known = {str(person.pk): person for person in people}
        self.fields["person"].choices = [
            ("", _("Not known yet")),
            *((pk, name_of(person)) for pk, person in known.items()),
        ]
        self.fields["person"].coerce = known.get
        self.initial["person"] = self.request.assignee_id
        standing = Standing(self.request)
        self.initial["contact_by"] = proposed_contact(self.request, standing)
        if self.initial["contact_by"]:
            band = standing.grid.parsed.band_called(self.request.band)
            self.fields["contact_by"].help_text = _(
                "Proposed from the priority: %(days)s business days. You may change it."
            ) % {"days": band.contact_days}

    def _read_consent(self):
        day = referral_consent(self.request)
        self.initial["consent_at"] = day
        if day:
            self.fields["shares_data"].help_text = _("The requester agreed to it in the form.")
        else:
            self.fields["shares_data"].help_text = _(
                "The requester did not agree to it in the form: ask first, and write down the day "
                "on which they agreed."
            )
        self.fields["consent_at"].widget.attrs["max"] = timezone.localdate().isoformat()
