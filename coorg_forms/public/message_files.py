"""Files on the requester's own page: chosen for an answer, and those of the conversation."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.models import Attachment, SupportRequest
from coorg_forms.public.uploads import PREFIX
from coorg_forms.questions.sizes import written_size
from coorg_forms.questions.types.file import accepted_kinds, most_bytes, most_files

#: Name of the field; its beginning has the upload handler let go of what is too large.
FIELD = f"{PREFIX}answer"
KEPT = "form-kept"


@dataclass(frozen=True)
class SaidFile:
    """A file of the conversation."""

    name: str
    size: str
    url: str = ""
    """Empty as long as it cannot be opened."""
    why: str = ""
    """Why it cannot be."""


def said_files(message, token: str) -> list[SaidFile]:
    """The files of ``message`` as its reader sees them."""
    return [_said(file, token) for file in message.files.all()]


def _said(file: Attachment, token: str) -> SaidFile:
    size = written_size(file.size)
    if file.may_be_opened:
        url = reverse("coorg_forms:file", args=[token, file.public_id])
        return SaidFile(file.name, size, url)
    if file.scan == "infected":
        why = _("A virus was found in it: it cannot be opened.")
    else:
        why = _("It is being checked for viruses: it can be opened here afterwards.")
    return SaidFile(file.name, size, why=why)


def file_limits() -> dict[str, object]:
    """What the field of files says and takes."""
    what = operations.message_question()
    kinds = accepted_kinds(what)
    return {
        "field": FIELD,
        "kept": KEPT,
        "accept": ",".join(f".{kind}" for kind in kinds),
        "kinds": ", ".join(kind.upper() for kind in kinds),
        "most": most_files(what),
        "largest": written_size(most_bytes(what)),
    }


def receive_files(request, stored: SupportRequest) -> tuple[list[Attachment], list[str]]:
    """The files for the answer, kept before or just now, and what is wrong with the others."""
    chosen = chosen_files(request, stored)
    uploads = request.FILES.getlist(FIELD)
    let_go = [name for field, name in getattr(request, "too_large", ()) if field == FIELD]
    if not uploads and not let_go:
        return chosen, []
    try:
        new, refusals = operations.keep_files(
            request=stored, use="answer", uploads=uploads, chosen=len(chosen), let_go=let_go
        )
    except operations.Forbidden:  # the answer itself says why
        return chosen, []
    return [*chosen, *new], refusals


def chosen_files(request, stored: SupportRequest) -> list[Attachment]:
    """Those that wait for the answer and stayed ticked."""
    keys = request.POST.getlist(KEPT)
    loose = Attachment.objects.loose(request=stored, use="answer")
    return list(loose.named(keys)) if keys else []
