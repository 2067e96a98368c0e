"""What the requester's page says of a decision and of its review."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.delivery.told import Told, told
from coorg_forms.models import Decision, RefusalReview, SupportRequest
from coorg_forms.operations.review_refusal import last_day_to_ask
from coorg_forms.questions.dates import written_date
from coorg_forms.triage.decisions import KINDS


@dataclass(frozen=True)
class Reviewed:
    """Where the review that the requester asked for stands."""

    asked_on: str
    due_on: str
    is_upheld: bool = False
    answer: str = ""


def current_decision(stored: SupportRequest) -> Decision | None:
    """The last decision, as long as the request stands where it put it."""
    last = stored.decisions.select_related("reason", "suggestion", "team", "review").first()
    return last if last and KINDS[last.kind].state == stored.state else None


def decided_context(stored: SupportRequest, decision: Decision, language: str) -> dict:
    """What the template is given of ``decision``, for a page in ``language``."""
    review = getattr(decision, "review", None)
    may_ask = bool(operations.can_ask_review(request=stored))
    return {
        "told": _told(decision, may_ask),
        "reviewed": _reviewed(review, language) if review else None,
        "review_url": reverse("coorg_forms:review", args=[stored.token]) if may_ask else "",
    }


def said_apart(decision: Decision | None) -> set[int]:
    """Keys of the messages that are shown with the decision, not in the conversation."""
    if decision is None:
        return set()
    review = getattr(decision, "review", None)
    answer = review.answer_id if review else None
    return {pk for pk in (decision.reason_id, decision.suggestion_id, answer) if pk}


def _told(decision: Decision, may_ask: bool) -> Told:
    return told(
        decision,
        reason=decision.reason.body,
        suggestion=decision.suggestion.body if decision.suggestion else "",
        ask_until=last_day_to_ask(decision.decided_on) if may_ask else None,
    )


def _reviewed(review: RefusalReview, language: str) -> Reviewed:
    return Reviewed(
        asked_on=written_date(timezone.localdate(review.asked_at), language),
        due_on=written_date(review.due_on, language),
        is_upheld=review.outcome == "upheld",
        answer=review.answer.body if review.answer else "",
    )
