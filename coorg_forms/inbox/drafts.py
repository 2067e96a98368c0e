"""What a person wrote and took back: it stands in its form again."""

from coorg_forms.models import Attachment, Message, SupportRequest


def withdrawn(user, request: SupportRequest, key: str) -> dict[str, str]:
    """Code of an act → its words.

    Arguments:
        key: of the message, as it stands in the address; only one's own is found.
    """
    message = _own(user, request, key)
    return {act_of(request, message): message.body} if message else {}


def withdrawn_files(user, request: SupportRequest, key: str) -> list[Attachment]:
    """The files that went with it."""
    message = _own(user, request, key)
    return list(message.files.all()) if message else []


def _own(user, request: SupportRequest, key: str) -> Message | None:
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    own = request.messages.filter(author=user).exclude(withdrawn_at=None)
    return own.filter(pk=key).first()


def act_of(request: SupportRequest, message: Message) -> str:
    """The code of the act that a message was written with."""
    if message.kind != "reason":
        return message.kind
    moved = request.events.filter(action="moved", data__message=message.pk).first()
    return f"move-{moved.data['move']}" if moved else "note"
