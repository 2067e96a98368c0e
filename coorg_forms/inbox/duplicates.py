"""What a request says of the others that it is treated with, and the form that links it."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.inbox import words
from coorg_forms.inbox.contact import may_see_contact
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.forms import ActForm
from coorg_forms.inbox.related import Related
from coorg_forms.inbox.talk_forms import ReplyForm
from coorg_forms.inbox.vocabulary import language_name
from coorg_forms.models import SupportRequest
from coorg_forms.models.relations import is_of_same_person, kept_of, treated_with
from coorg_forms.operations.together import can_reply


class DuplicateForm(ActForm):
    """Which request it is the same as: one of the likely ones, or any by its number.

    Arguments:
        likely: the requests that look the same.
    """

    likely = forms.ChoiceField(
        label=gettext_lazy("It is the same request as"), required=False, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label=gettext_lazy("Number of the other request"), required=False, max_length=30
    )

    def __init__(self, code: str, data=None, *, likely: list[Related] = ()):
        super().__init__(code, data)
        if not likely:
            del self.fields["likely"]
            return
        another = ("", _("Another one, by its number:"))
        self.fields["likely"].choices = [*((one.reference, _said(one)) for one in likely), another]
        self.fields["reference"].label = _("Number of another request")

    def clean(self):
        typed = super().clean()
        chosen, number = typed.get("likely", ""), typed.get("reference", "")
        typed["other"] = chosen or number
        if not typed["other"] and not self.errors:
            self.add_error("reference", _("Choose a request or give its number."))
        if chosen and number and chosen != number:
            self.add_error("reference", _("Choose a request or give its number, not both."))
        return typed


def _said(one: Related) -> str:
    return _("%(reference)s: %(summary)s (%(state)s, %(received)s)") % vars(one)


class ReplyTogetherForm(ReplyForm):
    """A reply that may go to the requesters of the duplicates too, who are ticked and named.

    Arguments:
        together: the requests treated with this one.
    """

    also = forms.MultipleChoiceField(
        label=gettext_lazy("Send the same words to the people behind"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Each gets a mail of their own and reads it on their own page. Greet nobody by name."
        ),
    )
    field_order = ["body", "also", "kept", "files"]

    def __init__(self, code: str, data=None, *, together: "list[Together]" = (), **kwargs):
        super().__init__(code, data, **kwargs)
        offered = [one for one in together if one.can_reply]
        if not offered:
            del self.fields["also"]
            return
        self.fields["also"].choices = [(one.reference, one.offer) for one in offered]
        self.fields["also"].initial = [one.reference for one in offered if one.is_meant]


@dataclass(frozen=True)
class Together:
    """A duplicate of the request that one reads."""

    reference: str
    summary: str
    language: str
    received: str
    can_reply: bool
    offer: str
    """How it is offered in the reply."""
    is_meant: bool
    """Whether the same words suit: in the same language, to somebody else."""


def together(desk: Desk, request: SupportRequest) -> list[Together]:
    """The duplicates of ``request`` in the person's reach."""
    keys = [row.pk for row in treated_with(request)]
    if not keys:
        return []
    rows = desk.requests.filter(pk__in=keys).select_related("contact").order_by("received_at")
    sees_contact = may_see_contact(desk.user)
    return [_together(desk, request, row, sees_contact) for row in rows]


def _together(desk, request, row, sees_contact: bool) -> Together:
    remarks = [language_name(row.language)] if row.language != request.language else []
    same = sees_contact and is_of_same_person(request, row)
    if same:
        remarks.append(_("the same person"))
    who = ", ".join([*filter(None, [row.organization]), *remarks])
    return Together(
        reference=row.reference,
        summary=row.summary,
        language=row.language,
        received=words.received_ago(row),
        can_reply=bool(can_reply(user=desk.user, request=row, reach=desk.reach)),
        offer=f"{row.reference} ({who})" if who else row.reference,
        is_meant=row.language == request.language and not same,
    )


def kept(desk: Desk, request: SupportRequest) -> SupportRequest | None:
    """The request that a duplicate is treated with; None when it is out of the person's reach."""
    if not request.duplicate_of_id:
        return None
    return desk.requests.filter(pk=kept_of(request).pk).first()
