"""A refusal looked at again: asked for by the requester, answered by someone who did not decide."""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.conf import settings
from coorg_forms.delivery import outbox
from coorg_forms.models import Decision, Membership, RefusalReview, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.converse import LONGEST
from coorg_forms.operations.errors import Incomplete
from coorg_forms.operations.permission import Verdict, may, who_hold
from coorg_forms.operations.promises import clock_fields, from_day
from coorg_forms.operations.writing import (
    change,
    compare,
    name_of,
    record,
    require,
    write_message,
)
from coorg_forms.triage.states import STATES


def refusal_of(request: SupportRequest) -> Decision | None:
    """The refusal that holds, as long as it does."""
    if request.state != "declined":
        return None
    last = request.decisions.select_related("review", "reason", "suggestion").first()
    return last if last and last.kind == "declined" else None


def review_of(decision: Decision | None) -> RefusalReview | None:
    return getattr(decision, "review", None)


def last_day_to_ask(decided_on: date) -> date:
    """Until when the review of a refusal of that day may be asked for."""
    return decided_on + timedelta(days=settings.REVIEW_WINDOW_DAYS)


# Ask -----------------------------------------------------------------------------------------


def can_ask_review(*, request: SupportRequest, user=None, reach: Reach | None = None) -> Verdict:
    """Whether a review may be asked for: by the requester, or by ``user`` on their word."""
    decision = refusal_of(request)
    if decision is None:
        return Verdict(_("Only a refusal can be reviewed."))
    if review_of(decision):
        return Verdict(_("A review of this decision was asked for already."))
    if timezone.localdate() > last_day_to_ask(decision.decided_on):
        return Verdict(_("The time to ask for a review is over."))
    return may(user, "reply_supportrequest", request, reach) if user else Verdict()


@transaction.atomic
def ask_review(*, request: SupportRequest, body: str, user=None) -> RefusalReview:
    """Ask that a refusal be looked at again; asked twice is asked once.

    Arguments:
        body: why, in the requester's words.
        user: the member of staff who writes them down, or None when the requester does.

    Raises:
        Forbidden: there is no refusal, it was reviewed, too late, or nothing was written.
    """
    current = SupportRequest.objects.select_for_update().get(pk=request.pk)
    body, earlier = body.strip()[:LONGEST], review_of(refusal_of(current))
    if earlier and user is None and earlier.words and earlier.words.body == body:
        return earlier
    require(can_ask_review(request=current, user=user))
    if not body:
        raise Incomplete("body", _("Write why the decision should be looked at again."))
    review = RefusalReview.objects.create(
        decision=refusal_of(current),
        asked_at=timezone.now(),
        due_on=from_day(current, timezone.localdate(), settings.REVIEW_ANSWER_DAYS),
        words=write_message(current, kind="review", audience="requester", body=body, author=user),
    )
    _log(current, "review_asked", user, review, message=review.words)
    outbox.post_to_requester(current, kind="review_received")
    outbox.post_to_staff(current, kind="review_asked")
    return review


# Give ----------------------------------------------------------------------------------------


def reviewers(request: SupportRequest) -> list:
    """Who may review the refusal: those who may decide on the request, save who decided."""
    decision = refusal_of(request)
    if decision is None:
        return []
    inside = Membership.objects.current().filter(team__establishment=request.establishment_id)
    people = get_user_model().objects.filter(
        is_active=True, pk__in=inside.order_by().values("user")
    )
    able = who_hold(people, "view_supportrequest", "decide_supportrequest")
    able = able.exclude(pk=decision.decided_by_id).order_by("last_name", "first_name", "pk")
    return [person for person in able if Reach(person).covers(request)]


def can_give_review(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may say who reviews the refusal."""
    review = review_of(refusal_of(request))
    if review is None or review.outcome:
        return Verdict(_("No review waits for an answer."))
    return may(user, "assign_supportrequest", request, reach)


@transaction.atomic
def give_review(*, user, request: SupportRequest, reviewer, version: int) -> RefusalReview:
    """Give the review to someone who did not decide.

    Raises:
        Forbidden: not allowed, or to the person who decided or who may not decide here.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_give_review(user=user, request=request))
    decision = refusal_of(request)
    if reviewer.pk == decision.decided_by_id:
        raise Incomplete("reviewer", _("Whoever decided does not review their own decision."))
    if reviewer.pk not in {person.pk for person in reviewers(request)}:
        raise Incomplete("reviewer", _("This person may not decide on this request."))
    review = decision.review
    review.reviewer, review.reviewer_name = reviewer, name_of(reviewer)
    review.save(update_fields=["reviewer", "reviewer_name"])
    _log(request, "review_given", user, review, version=version, assignee=reviewer.pk)
    if reviewer != user:
        outbox.post_to_person(request, reviewer, kind="review_given")
    return review


# Answer --------------------------------------------------------------------------------------


def can_answer_review(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may answer the review that was asked for. Never whoever decided."""
    decision = refusal_of(request)
    review = review_of(decision)
    if review is None or review.outcome:
        return Verdict(_("No review waits for an answer."))
    if user.pk == decision.decided_by_id:
        return Verdict(_("You made this decision: a colleague reviews it."))
    if review.reviewer_id and review.reviewer_id != user.pk:
        return Verdict(_("%(name)s reviews this refusal.") % {"name": review.reviewer_name})
    return may(user, "decide_supportrequest", request, reach)


@transaction.atomic
def answer_review(
    *, user, request: SupportRequest, outcome: str, reason: str, version: int
) -> RefusalReview:
    """Uphold the decision, which is final, or reopen the request, with a new promise.

    Arguments:
        outcome: ``upheld`` or ``reopened``.
        reason: for the requester.
        version: the version of the request that the person saw.

    Raises:
        Forbidden: not allowed.
        Incomplete: no outcome, or no reason.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_answer_review(user=user, request=request))
    if outcome not in dict(RefusalReview.OUTCOMES):
        raise Incomplete("outcome", _("Say what comes of the review."))
    if not reason.strip():
        raise Incomplete("reason", _("Write the reason: the requester reads it."))
    review = refusal_of(request).review
    review.reviewer, review.reviewer_name = user, name_of(user)
    review.outcome, review.answered_at = outcome, timezone.now()
    review.answer = write_message(
        request, kind="reason", audience="requester", body=reason, author=user
    )
    review.save()
    final = review.answer if outcome == "upheld" else None
    _log(request, "review_answered", user, review, version=version, message=final, outcome=outcome)
    if outcome == "reopened":
        _reopen(user, request, review)
    outbox.post_to_requester(request, kind="review_answered")
    return review


def _reopen(user, request: SupportRequest, review: RefusalReview) -> None:
    target = STATES["review"]
    change(
        request,
        version=request.version,
        action="moved",
        actor=user,
        data={"move": "reopen", "message": review.answer_id, "review": review.pk},
        state=target.code,
        outcome="",
        closed_at=None,
        **clock_fields(request, target),
    )


def _log(request, action, user, review, *, version=None, message=None, **data):
    """The event; the request takes a new version where a version was compared."""
    data |= {"review": review.pk} | ({"message": message.pk} if message else {})
    if version is None:
        record(request, action=action, actor=user, data=data)
    else:
        change(request, version=version, action=action, actor=user, data=data)
