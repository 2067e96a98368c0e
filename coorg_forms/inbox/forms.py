"""What a person fills in to act on a request. Small on purpose: the operation decides."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.inbox import words
from coorg_forms.inbox.vocabulary import labels
from coorg_forms.inbox.widgets import DayInput
from coorg_forms.models import Service, SupportRequest, Territory
from coorg_forms.models.absence import Away
from coorg_forms.operations.assign import assignable
from coorg_forms.operations.writing import name_of
from coorg_forms.triage.moves import Move


class ActForm(forms.Form):
    """Ids carry the code of the act: several forms stand on one page."""

    def __init__(self, code: str, data=None, **kwargs):
        super().__init__(data, auto_id=f"id_{code}_%s", **kwargs)


class WordsForm(ActForm):
    """Words of ``field``, that a template may have prepared.

    Arguments:
        draft: what stands there at first.
        key: the key that leads there, when the form stands open.
    """

    field: str

    def __init__(self, code: str, data=None, *, draft: str = "", key: str = "", **kwargs):
        super().__init__(code, data, initial={self.field: draft} if draft else {}, **kwargs)
        if key:
            self.fields[self.field].widget.attrs["aria-keyshortcuts"] = key


class ReasonForm(WordsForm):
    """The words that go with a move; the table of moves says who reads them."""

    field = "reason"
    reason = forms.CharField(widget=forms.Textarea({"rows": 5}))

    def __init__(self, code: str, data=None, *, move: Move, **kwargs):
        super().__init__(code, data, **kwargs)
        self.fields["reason"].label = move.reason_label


class PlanForm(ActForm):
    due_on = forms.DateField(
        label=gettext_lazy("Date of the next step"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("The requester reads it. Empty: no date."),
    )

    def __init__(self, code: str, data=None, *, due_on=None):
        super().__init__(code, data)
        self.fields["due_on"].initial = due_on


class AssignForm(ActForm):
    assignee = forms.TypedChoiceField(label=gettext_lazy("Colleague"))

    def __init__(self, code: str, data=None, *, support_request: SupportRequest, **kwargs):
        super().__init__(code, data, **kwargs)
        people, away = {str(person.pk): person for person in assignable(support_request)}, Away()
        names = [(pk, called(person, away)) for pk, person in people.items()]
        self.fields["assignee"].choices = [("", _("Choose someone")), *names]
        self.fields["assignee"].coerce = people.get


class RouteForm(ActForm):
    """A territory and a service of the establishment that the request was sent to.

    Arguments:
        key: the key that leads there, when the form stands open.
    """

    territory = forms.ModelChoiceField(Territory.objects.none(), label=gettext_lazy("Territory"))
    service = forms.ModelChoiceField(Service.objects.none(), label=gettext_lazy("Service"))

    def __init__(self, code, data=None, *, support_request: SupportRequest, key="", **kwargs):
        super().__init__(code, data, **kwargs)
        if key:
            self.fields["territory"].widget.attrs["aria-keyshortcuts"] = key
        here = support_request.establishment
        self._offer("territory", Territory.objects.filter(establishment=here), support_request)
        self._offer("service", Service.objects.filter(establishments=here), support_request)

    def _offer(self, name, terms, support_request):
        field, words = self.fields[name], labels(terms.model)
        field.queryset = terms.canonical().filter(active=True)
        field.label_from_instance = lambda term: words.get(term.code, term.label)
        field.initial = getattr(support_request, name)


def called(person, away: Away) -> str:
    """The name, and until when the person is away."""
    absence, name = away.of(person.pk), name_of(person)
    if absence is None:
        return name
    said = {"name": name, "away": words.away(absence, away.acting(person))}
    return _("%(name)s (%(away)s)") % said
