"""How every operation writes: compare the version, set, add the event, all in one transaction."""

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from coorg_forms import signals
from coorg_forms.models import Attachment, Message, Preference, RequestEvent, SupportRequest
from coorg_forms.operations import words
from coorg_forms.operations.errors import Forbidden, StaleRequest
from coorg_forms.operations.permission import Verdict

#: What is told outside: for a moment, its author may take it back.
HELD = {"moved", "replied", "routed", "released", "duplicated"}
#: Keys of the data of what is told at once and not undone: a decision is read before it is made,
#: and other rows than the request say what was decided.
TOLD_AT_ONCE = {"decision", "review"}


def require(verdict: Verdict):
    """Raise ``Forbidden`` with the reason unless ``verdict`` allows."""
    if not verdict:
        raise Forbidden(verdict.why)


def compare(request: SupportRequest, version: int):
    """Raise ``StaleRequest`` unless ``request`` stands at the version that the person saw.

    Asked before what is allowed: whoever comes second learns that the request changed, not that
    the move they saw a button for is impossible.
    """
    if request.version != version:
        raise StaleRequest


def change(
    request: SupportRequest, *, version: int, action: str, actor=None, data=None, **fields
) -> RequestEvent:
    """Write ``fields`` if the request still stands at ``version``, and the event that says so.

    Arguments:
        version: the version that the person saw.
        action: one of ``event.ACTIONS``.
        actor: the member of staff, or None for the public and the system.
        data: codes and ids for the event, never free text.

    Raises:
        StaleRequest: someone else wrote first; nothing was written.
    """
    if "answered_at" in fields and fields["answered_at"] is None:
        fields["answered_at"] = _correction_waits_since(request)
    before, kept = request.state, _kept(request, fields)
    changed = SupportRequest.objects.filter(pk=request.pk, version=version).update(
        version=F("version") + 1, **fields
    )
    if not changed:
        raise StaleRequest
    for name, value in fields.items():
        setattr(request, name, value)
    request.version = version + 1
    return record(request, action=action, actor=actor, data=data, from_state=before, before=kept)


def _correction_waits_since(request: SupportRequest):
    """When a correction was proposed that nobody answered yet: whatever staff do besides."""
    return request.amendments.pending().values_list("asked_at", flat=True).first()


def record(
    request: SupportRequest,
    *,
    action: str,
    actor=None,
    data=None,
    from_state: str = "",
    before=None,
) -> RequestEvent:
    """Add an event to the history; the signal leaves after the commit."""
    told = action in HELD or "mentioned" in (data or {})
    held = actor is not None and told and not TOLD_AT_ONCE & set(data or {})
    event = RequestEvent.objects.create(
        request=request,
        action=action,
        from_state=from_state or request.state,
        to_state=request.state,
        data=data or {},
        actor=actor,
        actor_name=name_of(actor),
        at=timezone.now(),
        version=request.version,
        before=before or {},
        hold=Preference.objects.of(actor).time_to_undo if held else 0,
    )
    transaction.on_commit(
        lambda: signals.request_changed.send_robust(
            sender=SupportRequest, request=request, event=event
        )
    )
    return event


def _kept(request: SupportRequest, fields: dict) -> dict:
    """The values that ``fields`` are about to replace: keys, codes, dates and numbers.

    Nothing when one of them is free text, which an event may not hold: such a change is not undone.
    """
    columns = [SupportRequest._meta.get_field(name) for name in fields if name != "assignee_name"]
    if not all(_is_plain(column) for column in columns):
        return {}
    return {column.name: _plain(getattr(request, column.attname)) for column in columns}


#: Columns of text that hold codes and keys only.
_CODES = ("suspicions", "other_territories")


def _is_plain(column) -> bool:
    plain = (models.ForeignKey, models.DateField, models.IntegerField, models.BooleanField)
    return isinstance(column, plain) or bool(column.choices) or column.name in _CODES


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def write_message(request, *, kind: str, audience: str, body: str, author, files=()) -> Message:
    """Keep what someone wrote about the request.

    Arguments:
        files: attachments that were chosen for it; only those of its author are taken.
    """
    message = Message.objects.create(
        request=request,
        kind=kind,
        audience=audience,
        body=body.strip(),
        author=author,
        author_name=name_of(author),
        created_at=timezone.now(),
    )
    words.add(message)
    if files:
        loose = Attachment.objects.loose(request=request, use=kind, author=author)
        loose.filter(pk__in=[file.pk for file in files]).update(message=message)
    return message


def name_of(user) -> str:
    """How a member of staff is called in histories; empty for the public and the system."""
    return (user.get_full_name() or user.get_username())[:150] if user else ""
