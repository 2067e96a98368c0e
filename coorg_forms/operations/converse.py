"""Write to the requester, and receive what they answer."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import Message, RequestEvent, SupportRequest
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.milestones import reached
from coorg_forms.operations.permission import Verdict
from coorg_forms.operations.promises import clock_fields
from coorg_forms.operations.together import can_reply, can_reply_together
from coorg_forms.operations.writing import change, compare, require, write_message
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.states import STATES

#: The longest answer of a requester, in characters.
LONGEST = 5000


@transaction.atomic
def reply(
    *,
    user,
    request: SupportRequest,
    body: str,
    version: int,
    also: Sequence[SupportRequest] = (),
) -> Message:
    """Write to the requester: they read it on their own page, and a mail says that it is there.

    Arguments:
        version: the version that the person saw. Whoever writes while a colleague does is told.
        also: duplicates of ``request`` whose requesters get the same words, each on their own
            page and by a mail of their own.

    Raises:
        Forbidden: not allowed, nothing written, or words that would tell others who asked.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_reply(user=user, request=request))
    if not body.strip():
        raise Forbidden(_("Write the message first."))
    require(can_reply_together(user=user, request=request, also=also, body=body))
    elsewhere = [_send(user, one, body)[1].pk for one in also]
    message, _event = _send(user, request, body, **({"also": elsewhere} if elsewhere else {}))
    return message


def _send(user, request: SupportRequest, body: str, **data) -> tuple[Message, RequestEvent]:
    message = write_message(request, kind="reply", audience="requester", body=body, author=user)
    event = change(
        request,
        version=request.version,
        action="replied",
        actor=user,
        data={"message": message.pk, **data},
        **reached(request, contact=True),
        answered_at=None,
    )
    outbox.post_to_requester(request, kind="reply", cause=event)
    return message, event


def can_answer(*, request: SupportRequest) -> Verdict:
    """Whether the requester is being asked something."""
    if request.quarantined_at or not request.known_state.answered_by:
        return Verdict(_("Nothing is being asked at the moment."))
    return Verdict()


@transaction.atomic
def answer(*, request: SupportRequest, body: str) -> Message:
    """Keep what the requester answers on their own page, resume the review and tell staff.

    The same words sent twice are the same answer.

    Raises:
        Forbidden: nothing is being asked, or nothing was written.
    """
    current = SupportRequest.objects.select_for_update().get(pk=request.pk)
    body = body.strip()[:LONGEST]
    last = current.messages.filter(kind="answer").last()
    if last and last.body == body:
        return last
    require(can_answer(request=current))
    if not body:
        raise Forbidden(_("Write your answer first."))
    message = write_message(current, kind="answer", audience="requester", body=body, author=None)
    target = STATES[MOVES[current.known_state.answered_by].target]
    change(
        current,
        version=current.version,
        action="answered",
        data={"message": message.pk},
        state=target.code,
        **clock_fields(current, target) | {"answered_at": timezone.now()},
    )
    outbox.post_to_staff(current, kind="answered")
    return message
