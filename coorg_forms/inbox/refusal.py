"""The review of a refusal, on the request's page: where it stands, and what may be filled in."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox import words
from coorg_forms.inbox.forms import ActForm, WordsForm
from coorg_forms.models import RefusalReview, SupportRequest
from coorg_forms.operations.review_refusal import (
    last_day_to_ask,
    refusal_of,
    review_of,
    reviewers,
)
from coorg_forms.operations.writing import name_of


class AskReviewForm(WordsForm):
    field = "body"
    body = forms.CharField(
        label=_("What the requester says, in their words"), widget=forms.Textarea({"rows": 4})
    )


class GiveReviewForm(ActForm):
    """Those who may decide here, save who decided."""

    reviewer = forms.TypedChoiceField(label=_("Colleague"))

    def __init__(self, code: str, data=None, *, support_request: SupportRequest, **kwargs):
        super().__init__(code, data, **kwargs)
        people = {str(person.pk): person for person in reviewers(support_request)}
        names = [(pk, name_of(person)) for pk, person in people.items()]
        self.fields["reviewer"].choices = [("", _("Choose someone")), *names]
        self.fields["reviewer"].coerce = people.get


class AnswerReviewForm(ActForm):
    outcome = forms.ChoiceField(
        label=_("What comes of it"),
        choices=[
            ("upheld", _("The decision is upheld: this is final")),
            ("reopened", _("The request is reopened: it goes back to review")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why, for the requester"), widget=forms.Textarea({"rows": 5}))


#: Code of an act on the review of a refusal → label, icon, form, who reads what is typed.
REVIEW = {
    "ask_review": (
        _("Write down that they ask for a review"),
        "edit",
        AskReviewForm,
        "requester",
    ),
    "give_review": (_("Give the review to someone"), "group", GiveReviewForm, ""),
    "answer_review": (_("Answer the review"), "check", AnswerReviewForm, "requester"),
}


@dataclass(frozen=True)
class RefusalCard:
    """A refusal that holds, and its review."""

    decided_by: str
    ask_until: str
    review: RefusalReview | None = None
    asked_on: str = ""
    due_on: str = ""
    is_late: bool = False


def refusal_card(request: SupportRequest) -> RefusalCard | None:
    decision = refusal_of(request)
    if decision is None:
        return None
    review = review_of(decision)
    by, until = decision.decided_by_name, words.on_day(last_day_to_ask(decision.decided_on))
    if review is None:
        return RefusalCard(by, until)
    today = timezone.localdate()
    return RefusalCard(
        by,
        until,
        review,
        words.on_day(timezone.localdate(review.asked_at)),
        words.on_day(review.due_on),
        not review.outcome and review.due_on < today,
    )
