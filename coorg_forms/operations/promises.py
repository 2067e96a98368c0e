"""By when the public was promised something, and what a move does to the clock."""

from datetime import date, datetime

from django.utils import timezone

from coorg_forms.models import Holiday, SupportRequest, promised_days
from coorg_forms.triage.calendar import add_business_days, after_waiting
from coorg_forms.triage.states import CLOCKS, DECIDED, State


def due_date(
    request: SupportRequest,
    state: State,
    *,
    days: int | None = None,
    today: date | None = None,
) -> date | None:
    """The date that ``request`` has in ``state``, in business days of its establishment.

    None once it ended and while the requester is awaited: the clock is stopped. A state without
    a promise leaves the date of the next step as it is.

    Arguments:
        days: instead of what the form promises, in business days.
        today: the day of the move, for clocks that start with it.
    """
    if state.ended or state.awaits_requester:
        return None
    if not state.clock or state.clock == DECIDED:
        return request.due_on
    counted = promised_days(request.page, state.clock) if days is None else days
    return from_day(request, _start(request, state, today), counted)


def from_day(request: SupportRequest, start: date, days: int) -> date:
    """The day ``days`` business days after ``start``, by the list of its establishment."""
    closed = Holiday.objects.closed_days(request.establishment_id)
    return add_business_days(start, days, closed)


def clock_fields(
    request: SupportRequest, target: State, *, days: int | None = None, now: datetime | None = None
) -> dict:
    """What a move to ``target`` writes: the date, and since when the requester is awaited.

    When the requester is no longer awaited, everything that is counted from the receipt is
    counted later by the business days waited. A request that had ended or was postponed starts
    anew.

    Arguments:
        days: instead of what the form promises, in business days.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    request.counted_from = _counted_from(request, target, today)
    return {
        "counted_from": request.counted_from,
        "answered_at": None,
        "waiting_since": (request.waiting_since or now) if target.awaits_requester else None,
        "due_on": due_date(request, target, days=days, today=today),
    }


def _counted_from(request: SupportRequest, target: State, today: date) -> date:
    start = request.counted_from or timezone.localdate(request.received_at)
    if not request.is_open or request.known_state.clock == DECIDED:
        return today
    if request.waiting_since is None or target.awaits_requester:
        return start
    closed = Holiday.objects.closed_days(request.establishment_id)
    return after_waiting(start, timezone.localdate(request.waiting_since), today, closed)


def _start(request: SupportRequest, state: State, today: date | None) -> date:
    if CLOCKS[state.clock].from_receipt:
        return request.counted_from or timezone.localdate(request.received_at)
    return today or timezone.localdate()
