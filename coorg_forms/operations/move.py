"""Move a request from a state to another, by the table of moves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.milestones import reached
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.promises import clock_fields
from coorg_forms.operations.writing import change, compare, require, write_message
from coorg_forms.triage.states import MOVES, STATES


def can_move(*, user, request: SupportRequest, move: str, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may make this move now; ``move`` is a code of ``triage.states.MOVES``."""
    known = MOVES[move]
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    if request.state not in known.sources:
        return Verdict(
            _("Not possible from the state “%(state)s”.") % {"state": request.known_state.label}
        )
    if request.outcome in ("spam", "duplicate"):
        return Verdict(_("This request was closed as spam or as a duplicate."))
    if request.is_unrouted:
        return Verdict(_("Route the request to a territory first."))
    if known.needs_assignee and not request.assignee_id:
        return Verdict(_("Assign the request to someone first."))
    return may(user, known.capability, request, reach)


@transaction.atomic
def move(
    *, user, request: SupportRequest, move: str, version: int, reason: str = ""
) -> SupportRequest:
    """Make a move of the table.

    Arguments:
        move: a code of ``triage.states.MOVES``.
        version: the version of the request that the person saw.
        reason: free text, required when the move asks for one. The table says who reads it.

    Raises:
        Forbidden: not allowed, not from this state, or no reason given.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_move(user=user, request=request, move=move))
    known = MOVES[move]
    if known.reason and not reason.strip():
        raise Forbidden(_("Write a reason: this move needs one."))
    target = STATES[known.target]
    fields = {
        "state": target.code,
        "outcome": target.outcome,
        "closed_at": timezone.now() if target.ended else None,
        **clock_fields(request, target),
        **reached(request, contact=known.tells_requester, decision=known.decides),
    }
    data = {"move": known.code}
    if known.reason:
        audience = "requester" if known.reason == "public" else "internal"
        message = write_message(request, kind="reason", audience=audience, body=reason, author=user)
        data["message"] = message.pk
    change(request, version=version, action="moved", actor=user, data=data, **fields)
    if known.tells_requester:
        outbox.post_to_requester(request, kind="update")
    return request
