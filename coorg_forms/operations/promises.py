"""By when the public was promised something."""

from datetime import date

from django.utils import timezone

from coorg_forms.models import SupportRequest, promised_days
from coorg_forms.triage.calendar import promise
from coorg_forms.triage.states import State


def due_date(request: SupportRequest, state: State) -> date | None:
    """The promised date of ``request`` in ``state``, in business days from its receipt.

    A request that had ended or was postponed gets a new promise, from today: the old one is often
    past. A decision gives its own date.
    """
    if not state.clock:
        return None
    if state.clock == "decided":
        decision = request.decisions.first()
        return decision.promised_on if decision else None
    goes_on = request.is_open and request.known_state.clock != "decided"
    start = timezone.localdate(request.received_at) if goes_on else timezone.localdate()
    return promise(start, promised_days(request.page, state.clock))
