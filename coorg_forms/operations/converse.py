"""Write to the requester, and receive what they answer."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import Attachment, Message, RequestEvent, SupportRequest
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
    files: Sequence[Attachment] = (),
    also: Sequence[SupportRequest] = (),
) -> Message:
    """Write to the requester: they read it on their own page, and a mail says that it is there.

    Arguments:
        version: the version that the person saw. Whoever writes while a colleague does is told.
        files: what ``keep_files`` kept for it.
        also: duplicates of ``request`` whose requesters get the same words, each on their own
            page and by a mail of their own; without files.

    Raises:
        Forbidden: not allowed, nothing written, or words that would tell others who asked.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_reply(user=user, request=request))
    if not body.strip():
        raise Forbidden(_("Write the message first."))
    if also and files:
        raise Forbidden(_("Files go to one person only: untick the others, or take the files out."))
    require(can_reply_together(user=user, request=request, also=also, body=body))
    elsewhere = [_send(user, one, body)[1].pk for one in also]
    known = {"also": elsewhere} if elsewhere else {}
    return _send(user, request, body, files, **known)[0]


def _send(
    user, request: SupportRequest, body: str, files=(), **data
) -> tuple[Message, RequestEvent]:
    message = write_message(
        request, kind="reply", audience="requester", body=body, author=user, files=files
    )
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
def answer(*, request: SupportRequest, body: str, files=()) -> Message:
    """Keep what the requester answers on their own page, resume the review and tell staff.

    The same words and files sent twice are the same answer; files alone are one too.

    Arguments:
        files: what ``keep_files`` kept for it.

    Raises:
        Forbidden: nothing is being asked, or nothing was written.
    """
    current = SupportRequest.objects.select_for_update().get(pk=request.pk)
    body = body.strip()[:LONGEST]
    last = current.messages.filter(kind="answer").last()
    if last and _is_the_same(last, body, files):
        return last
    require(can_answer(request=current))
    if not body and not files:
        raise Forbidden(_("Write your answer first."))
    message = write_message(
        current, kind="answer", audience="requester", body=body, author=None, files=files
    )
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


def _is_the_same(last: Message, body: str, files) -> bool:
    if last.body != body or not (body or files):
        return False
    return {file.sha256 for file in files} <= set(last.files.values_list("sha256", flat=True))
