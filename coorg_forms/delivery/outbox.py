"""Put mails in the outbox, in the transaction of their cause."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from coorg_forms.delivery import mail, tasks
from coorg_forms.models import Draft, OutboxMessage, SupportRequest


def post_to_requester(request: SupportRequest, *, kind: str) -> None:
    """Write to the person who asked, in their language; nothing when they left no email."""
    contact = getattr(request, "contact", None)
    if contact and contact.email:
        _post(request, kind=kind, language=request.language)


def post_notice(request: SupportRequest) -> None:
    """Tell the team of a new request: its mailbox, or else each member who sees requests.

    A request that nobody answers for yet goes to those who route requests.
    """
    for recipient in mail.team_recipients(request):
        _post(request, kind="notice", **recipient)


def post_about_draft(draft: Draft, *, kind: str) -> None:
    """Write to whoever left an address for a draft."""
    OutboxMessage.objects.create(
        draft=draft,
        kind=kind,
        language=draft.language,
        message_id=mail.draft_message_id(kind),
        next_attempt_at=timezone.now(),
    )
    _wake_once()


def post_digest(user, day: date) -> None:
    """Remind a member of staff of what waits; what it says is read when it leaves."""
    OutboxMessage.objects.create(
        kind="digest",
        user=user,
        language=mail.language_of(user),
        message_id=mail.digest_message_id(user, day),
        next_attempt_at=timezone.now(),
    )
    _wake_once()


def post_to_staff(request: SupportRequest, *, kind: str) -> None:
    """Write to whoever looks after the request, or else to the team."""
    for recipient in mail.staff_recipients(request):
        _post(request, kind=kind, **recipient)


def _post(request: SupportRequest, *, kind: str, language: str, user=None, mailbox=""):
    number = request.outbox.count() + 1
    OutboxMessage.objects.create(
        request=request,
        kind=kind,
        user=user,
        mailbox=mailbox,
        language=language,
        message_id=mail.message_id(request, kind, number),
        next_attempt_at=timezone.now(),
    )
    _wake_once()


def _wake_once() -> None:
    """Wake a sender after the commit, once however many mails the transaction writes."""
    waiting = transaction.get_connection().run_on_commit
    if not any(function is tasks.wake for _savepoints, function, _robust in waiting):
        transaction.on_commit(tasks.wake, robust=True)


def make_due(messages) -> int:
    """Have undelivered messages tried again at once, as if new. Returns how many.

    What a sender holds at this moment is left to it.
    """
    now = timezone.now()
    return messages.exclude(status="leased", leased_until__gte=now).update(
        status="pending", attempts=0, next_attempt_at=now, leased_until=None
    )
