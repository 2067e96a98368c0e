"""Make a mail from a row of the outbox. Templates are named after what happened.

A mail to the requester says nothing of the request: reference, dates, phone and a link.
"""

import uuid
from collections.abc import Mapping
from datetime import date
from email.utils import formataddr, parseaddr

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from coorg_forms.conf import settings
from coorg_forms.delivery import digest, open_before
from coorg_forms.models import (
    Attachment,
    Draft,
    OutboxMessage,
    SupportRequest,
    promised_days,
    texts,
)
from coorg_forms.questions.dates import written_date


def send(message: OutboxMessage) -> bool:
    """Send it. False when there is nobody to send to any more (erased, gone, out of scope).

    Raises:
        Exception: whatever the mail backend raises.
    """
    recipient = message.recipient
    if not recipient or not _may_still_read(message):
        return False
    with translation.override(message.language):
        written = _composed(message)
    if written is None:
        return False
    subject, body = written
    EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        from_email=_sender(message),
        to=[recipient],
        reply_to=_reply_to(_page_of(message)),
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    ).send()
    return True


def _composed(message: OutboxMessage) -> tuple[str, str] | None:
    """Subject and body; None when there is nothing to say any more."""
    if message.kind == "digest":
        return digest.compose(message.user)
    return _compose_about_draft(message) if message.draft_id else compose(message)


def _page_of(message: OutboxMessage):
    about = message.draft if message.draft_id else message.request
    return about.page if about else None


def compose(message: OutboxMessage) -> tuple[str, str]:
    """Subject and body, in the language in force."""
    subject, body = _compose_about_request(message)
    if message.kind == "acknowledgement":
        body += open_before.told(message.request)
    return subject, body


def _compose_about_request(message: OutboxMessage) -> tuple[str, str]:
    request = message.request
    context = {"support_request": request, **values(request)}
    if not message.to_requester:
        context["admin_link"] = admin_link(request.reference)
    context["with_files"] = _brings_files(message)
    is_own = message.kind == "acknowledgement"
    return written(message.kind, context, request.form_version.texts if is_own else {})


def written(kind: str, context: dict, own: Mapping[str, str]) -> tuple[str, str]:
    """Subject and body of a mail, in the language in force: in the form's own words if it has both.

    Arguments:
        own: texts of the form, such as ``acknowledgement_subject`` and ``acknowledgement_body``.
    """
    names = [f"{kind}_{part}" for part in ("subject", "body")]
    words = [own.get(name) for name in names]
    if all(words):
        return tuple(texts.fill(text, context) for text in words)
    return tuple(render_to_string(f"coorg_forms/email/{name}.txt", context) for name in names)


def admin_link(reference: str) -> str:
    """Where staff read a request."""
    return settings.BASE_URL + reverse("coorg_requests:detail", args=[reference])


def _brings_files(message: OutboxMessage) -> bool:
    """Whether a message that the requester will read comes with files."""
    if message.kind != "reply" or message.cause is None:
        return False
    return Attachment.objects.filter(message=message.cause.data.get("message")).exists()


def preview(request: SupportRequest, kind: str) -> tuple[str, str]:
    """Subject and body of a mail to the requester as it would leave now, in their language."""
    with translation.override(request.language):
        return compose(OutboxMessage(request=request, kind=kind, language=request.language))


def _compose_about_draft(message: OutboxMessage) -> tuple[str, str]:
    """Subject and body of a mail on a draft, which is no request yet."""
    draft, language = message.draft, message.language
    context = {
        "title": draft.version.title,
        "link": settings.BASE_URL + reverse("coorg_forms:resume", args=[draft.link]),
        "until": written_date(timezone.localdate(draft.expires_at), language),
        "establishment": _establishment_of(draft),
    }
    return written(message.kind, context, {})


def draft_message_id(kind: str) -> str:
    """A draft's mail is known by an identifier of its own: it goes with the draft."""
    return f"<{uuid.uuid4()}.{kind}@{_domain()}>"


def values(request: SupportRequest) -> dict[str, object]:
    """What the placeholders of the request's texts stand for, in the language in force."""
    page = request.page.specific if request.page else None
    language = translation.get_language() or request.language
    contact = getattr(request, "contact", None)
    point = _contact_point(page)
    return {
        "reference": request.reference,
        "first_name": contact.given_name if contact else "",
        "date": written_date(timezone.localdate(request.received_at), language),
        "read_days": promised_days(page, "read"),
        "answer_days": promised_days(page, "answer"),
        "link": settings.BASE_URL + reverse("coorg_forms:sent", args=[request.token]),
        "phone": point.number.written(language) if point and point.number else "",
        "establishment": request.establishment.name,
    }


def message_id(request: SupportRequest, kind: str, number: int) -> str:
    """The same mail always has the same Message-ID, so that a second copy is recognized."""
    return f"<{request.public_id}.{kind}.{number}@{_domain()}>"


def digest_message_id(user, day: date) -> str:
    """One for each person and day: a second copy is recognized."""
    return f"<{user.pk}.{day:%Y%m%d}.digest@{_domain()}>"


def _domain() -> str:
    return parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"


def _may_still_read(message: OutboxMessage) -> bool:
    """A notice to a colleague is checked again when it leaves; a reminder is made then."""
    if message.user_id is None or message.request_id is None:
        return True
    return SupportRequest.objects.visible_to(message.user).filter(pk=message.request_id).exists()


def _contact_point(page):
    return getattr(page.specific if page else None, "contact", None)


def _reply_to(page) -> list[str]:
    point = _contact_point(page)
    return [point.email] if point and point.email else []


def _sender(message: OutboxMessage) -> str:
    if message.kind == "digest":
        return settings.MAIL_FROM
    name = (
        _establishment_of(message.draft)
        if message.draft_id
        else message.request.establishment.short_name
    )
    return formataddr((name, parseaddr(settings.MAIL_FROM)[1]))


def _establishment_of(draft: Draft) -> str:
    establishment = getattr(draft.page.specific, "establishment", None)
    return establishment.short_name if establishment else ""
