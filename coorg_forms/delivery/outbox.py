"""Put mails in the outbox, in the transaction of their cause."""

from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from coorg_forms.delivery import mail, recipients, tasks
from coorg_forms.models import Draft, OutboxMessage, RequestEvent, SupportRequest


def post_to_requester(
    request: SupportRequest, *, kind: str, cause: RequestEvent | None = None
) -> None:
    """Write to the person who asked, in their language; nothing when nobody is written to.

    Arguments:
        cause: the act of staff that it tells of; the mail waits until that is told outside.
    """
    contact = getattr(request, "contact", None)
    if contact and contact.mail_address:
        _post(request, kind=kind, language=request.language, cause=cause)


def post_notice(request: SupportRequest, *, cause: RequestEvent | None = None) -> None:
    """Tell of a new request: the person whom a rule gave it to, or else the team.

    A request that nobody answers for yet goes to those who route requests.

    Arguments:
        cause: the act of staff that it tells of; the mail waits until that is told outside.
    """
    for recipient in recipients.of_request(request):
        _post(request, kind="notice", cause=cause, **recipient)


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
        language=recipients.language_of(user),
        message_id=mail.digest_message_id(user, day),
        next_attempt_at=timezone.now(),
    )
    _wake_once()


def post_to_staff(request: SupportRequest, *, kind: str) -> None:
    """Write to whoever looks after the request, or else to the team."""
    for recipient in recipients.of_request(request):
        _post(request, kind=kind, **recipient)


def post_to_person(
    request: SupportRequest, person, *, kind: str, cause: RequestEvent | None = None
) -> None:
    """Write to one colleague; nothing when they have no address.

    Arguments:
        cause: the act of staff that it tells of; the mail waits until that stays.
    """
    if person.email:
        language = recipients.language_of(person)
        _post(request, kind=kind, user=person, language=language, cause=cause)


def _post(request: SupportRequest, *, kind, language, user=None, mailbox="", cause=None):
    hold = cause.hold if cause else 0
    number = request.outbox.count() + 1
    OutboxMessage.objects.create(
        request=request,
        kind=kind,
        user=user,
        mailbox=mailbox,
        language=language,
        message_id=mail.message_id(request, kind, number),
        next_attempt_at=timezone.now() + timedelta(seconds=hold),
        cause=cause,
    )
    _wake_once(hold)


def _wake_once(hold: int = 0) -> None:
    """Wake a sender after the commit, once however many mails the transaction writes.

    Arguments:
        hold: how long the mail waits, in seconds.
    """
    waiting = transaction.get_connection().run_on_commit
    known = {getattr(function, "keywords", {}).get("hold") for _sid, function, _robust in waiting}
    if hold and hold not in known:
        transaction.on_commit(partial(tasks.wake, hold=hold), robust=True)
    elif not hold and not any(function is tasks.wake for _sid, function, _robust in waiting):
        transaction.on_commit(tasks.wake, robust=True)


def call_back(cause: RequestEvent) -> bool:
    """Cancel the mails of an act. False when one of them was tried, or is being sent.

    A sender reserves a mail by the same kind of update: of the two, one succeeds.
    """
    waiting = cause.mails.filter(status="pending", attempts=0)
    cancelled = waiting.update(status="cancelled", next_attempt_at=timezone.now())
    return cancelled == cause.mails.count()


def settle(messages) -> int:
    """Stop trying to send undelivered messages: the person was reached. Returns how many.

    What a sender holds at this moment is left to it.
    """
    now = timezone.now()
    return messages.exclude(status="leased", leased_until__gte=now).update(
        status="settled", leased_until=None
    )


def make_due(messages) -> int:
    """Have undelivered messages tried again at once, as if new. Returns how many.

    What a sender holds at this moment is left to it.
    """
    now = timezone.now()
    return messages.exclude(status="leased", leased_until__gte=now).update(
        status="pending", attempts=0, next_attempt_at=now, leased_until=None
    )
