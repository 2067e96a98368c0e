"""Write an internal note. Notes never conflict: no version is compared."""

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.models import Message, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.mention import require_who_see, tell_mentioned
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.writing import record, require, write_message


def can_note(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may write a note on the request."""
    return may(user, "note_supportrequest", request, reach)


@transaction.atomic
def note(*, user, request: SupportRequest, body: str, mentioned=(), files=()) -> Message:
    """Keep a note that only staff read.

    Arguments:
        mentioned: colleagues who are told of it by mail.
        files: what ``keep_files`` kept for it.

    Raises:
        Forbidden: not allowed, nothing written, or a colleague may not see the request.
    """
    require(can_note(user=user, request=request))
    if not body.strip():
        raise Forbidden(_("Write the note first."))
    named = require_who_see(request, mentioned)
    message = write_message(
        request, kind="note", audience="internal", body=body, author=user, files=files
    )
    data = {"mentioned": [person.pk for person in named]} if named else {}
    event = record(request, action="noted", actor=user, data={"message": message.pk, **data})
    tell_mentioned(request, named, cause=event)
    return message
