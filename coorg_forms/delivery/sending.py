"""Send what is due in the outbox.

A mail is written in the transaction of its cause and sent later by ``coorg_deliver`` or a task:
a mail server that is down delays it and fails nothing. SMTP promises at-least-once: a sender killed
between the server's acceptance and our commit sends a second copy with the same Message-ID.
"""

import logging
import random
import smtplib
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from coorg_forms.conf import settings
from coorg_forms.delivery import mail
from coorg_forms.models import OutboxMessage

logger = logging.getLogger(__name__)

#: Seconds before each new attempt; the last one repeats. Eight attempts span about two days.
BACK_OFF = (60, 300, 1800, 7200, 21600, 43200, 86400)


def deliver_due(limit: int = 100, until: Callable[[], bool] = bool) -> dict[str, int]:
    """Send what is due, one message after the other.

    Arguments:
        limit: messages at most.
        until: asked before each message; true stops.

    Returns:
        Counts by resulting status.
    """
    counts: dict[str, int] = {}
    for _number in range(limit):
        message = None if until() else _lease_one()
        if message is None:
            break
        status = _send(message)
        counts[status] = counts.get(status, 0) + 1
    return counts


def _lease_one() -> OutboxMessage | None:
    """Reserve one due message, so that several senders never take the same one."""
    now = timezone.now()
    with transaction.atomic():
        due = OutboxMessage.objects.due(now).select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        message = due.first()
        if message is None:
            return None
        message.status, message.lease = "leased", uuid.uuid4()
        message.leased_until = now + timedelta(seconds=settings.MAIL_LEASE_SECONDS)
        message.attempts = F("attempts") + 1
        message.save(update_fields=["status", "lease", "leased_until", "attempts"])
    message.refresh_from_db()
    return message


def _send(message: OutboxMessage) -> str:
    try:
        sent = mail.send(message)
    except Exception as error:  # any failure counts as an attempt: none may stop the others
        return _after_failure(message, error)
    if not sent:
        return _finish(message, status="cancelled")
    return _finish(message, status="sent", sent_at=timezone.now(), last_error="")


def _after_failure(message: OutboxMessage, error: Exception) -> str:
    logger.warning("mail %s, attempt %s: %s", message.message_id, message.attempts, _name(error))
    if message.attempts >= settings.MAIL_ATTEMPTS or _is_permanent(error):
        return _finish(message, status="failed", last_error=_name(error))
    delay = BACK_OFF[min(message.attempts, len(BACK_OFF)) - 1]
    return _finish(
        message,
        status="pending",
        last_error=_name(error),
        next_attempt_at=timezone.now() + timedelta(seconds=delay * random.uniform(0.9, 1.1)),
    )


def _finish(message: OutboxMessage, *, status: str, **fields) -> str:
    """Write the result, unless the lease ran out and another sender took over."""
    OutboxMessage.objects.filter(pk=message.pk, lease=message.lease).update(
        status=status, leased_until=None, **fields
    )
    return status


def _name(error: Exception) -> str:
    """Class and server code of an error: its text may hold an address."""
    code = getattr(error, "smtp_code", "") or next(iter(_refusal_codes(error)), "")
    return f"{type(error).__name__} {code}".strip()[:300]


def _is_permanent(error: Exception) -> bool:
    """Whether the server refused this mail for good (RFC 5321: codes 500 to 599)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = list(_refusal_codes(error))
        return bool(codes) and all(500 <= code < 600 for code in codes)
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600


def _refusal_codes(error: Exception):
    for reply in getattr(error, "recipients", {}).values() if _refused(error) else ():
        yield reply[0]


def _refused(error: Exception) -> bool:
    return isinstance(error, smtplib.SMTPRecipientsRefused)
