"""Files of a message: kept from the moment they are chosen, sent when their message is written.

Whoever must mend something else in the form does not choose them again.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.conf import settings
from coorg_forms.models import Attachment, SupportRequest
from coorg_forms.operations.attach import Refused, clean_name, keep, too_big
from coorg_forms.operations.converse import can_answer, can_reply
from coorg_forms.operations.note import can_note
from coorg_forms.operations.writing import require
from coorg_forms.questions.problems import message
from coorg_forms.questions.schema import Question
from coorg_forms.questions.types.file import KINDS

#: A file chosen for a message that never leaves is kept for so long.
FORGOTTEN_AFTER = timedelta(days=1)
#: So many messages' worth of files may wait for one message, and no more.
MOST_TRIES = 4


def message_question() -> Question:
    """What a message takes, as a question for files."""
    files, megabytes = settings.MESSAGE_FILES
    limits = {"kinds": list(KINDS), "max_files": files, "max_mb": megabytes}
    return Question("files", "file", str(_("Files")), settings=limits)


def keep_files(
    *,
    request: SupportRequest,
    use: str,
    uploads: Iterable[UploadedFile],
    user=None,
    chosen: int = 0,
    let_go: Iterable[str] = (),
) -> tuple[list[Attachment], list[str]]:
    """Keep the files that come with a message on its way.

    Arguments:
        use: kind of the message.
        user: who of staff writes; None for the requester.
        chosen: how many files the form holds already.
        let_go: names of those that were too large to be received at all.

    Returns:
        Those that are kept, and what is wrong with the others, in sentences.

    Raises:
        Forbidden: no such message may be written now.
    """
    require(_may_write(request, use, user))
    what, kept = message_question(), []
    said = [_too_large(what, name) for name in let_go]
    loose = Attachment.objects.loose(request=request, use=use, author=user).count()
    for upload in uploads:
        crowded = loose + len(kept) >= MOST_TRIES * settings.MESSAGE_FILES[0]
        already = settings.MESSAGE_FILES[0] if crowded else chosen + len(kept)
        owner = {"request": request, "use": use, "author": user}
        try:
            kept.append(keep(what, upload, already=already, **owner))
        except Refused as refused:
            said.append(message(refused.problem, what.label))
    return kept, said


def purge_message_files() -> int:
    """Erase the files of messages that never left. Returns how many."""
    return Attachment.objects.forgotten(timezone.now() - FORGOTTEN_AFTER).delete()[0]


def _may_write(request: SupportRequest, use: str, user):
    if use == "answer":
        return can_answer(request=request)
    return {"reply": can_reply, "note": can_note}[use](user=user, request=request)


def _too_large(what: Question, name: str) -> str:
    refused = too_big(what, clean_name(name), settings.LARGEST_UPLOAD + 1)
    return message(refused.problem, what.label)
