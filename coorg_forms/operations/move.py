"""Move a request from a state to another, by the table of moves."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.decide import can_decide
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.milestones import reached
from coorg_forms.operations.moving import can_leave
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.promises import clock_fields
from coorg_forms.operations.standing import Standing
from coorg_forms.operations.writing import change, compare, require, write_message
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.states import STATES


def can_move(
    *,
    user,
    request: SupportRequest,
    move: str,
    reach: Reach | None = None,
    standing: Standing | None = None,
) -> Verdict:
    """Whether ``user`` may make this move now; ``move`` is a code of ``triage.states.MOVES``.

    Of a decision: whether they may decide so.
    """
    known = MOVES[move]
    if known.decides:
        return can_decide(
            user=user, request=request, kind=known.decides, reach=reach, standing=standing
        )
    return can_leave(request, known) and may(user, known.capability, request, reach)


@transaction.atomic
def move(
    *, user, request: SupportRequest, move: str, version: int, reason: str = ""
) -> SupportRequest:
    """Make a move of the table. Decisions are made by ``decide`` and by nothing else.

    Arguments:
        move: a code of ``triage.states.MOVES`` that is no decision.
        version: the version of the request that the person saw.
        reason: free text, required when the move asks for one. The table says who reads it.

    Raises:
        Forbidden: not allowed, not from this state, no reason given, or a decision.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_move(user=user, request=request, move=move))
    known = MOVES[move]
    if known.decides:
        raise Forbidden(_("This is a decision: make it on its own page."))
    if known.reason and not reason.strip():
        raise Forbidden(_("Write a reason: this move needs one."))
    target = STATES[known.target]
    fields = {
        "state": target.code,
        "outcome": target.outcome,
        "closed_at": timezone.now() if target.ended else None,
        **clock_fields(request, target),
        **reached(request, contact=known.tells_requester),
    }
    data = {"move": known.code}
    if known.reason:
        audience = "requester" if known.reason == "public" else "internal"
        message = write_message(request, kind="reason", audience=audience, body=reason, author=user)
        data["message"] = message.pk
    event = change(request, version=version, action="moved", actor=user, data=data, **fields)
    if known.tells_requester:
        outbox.post_to_requester(request, kind="update", cause=event)
    return request
