"""Make a mail from a row of the outbox. Templates are named after what happened.

A mail to the requester says nothing of the request: reference, dates, phone and a link.
"""

from email.utils import formataddr, parseaddr

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from coorg_forms.conf import settings
from coorg_forms.models import Membership, OutboxMessage, SupportRequest, promised_days, texts
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
        subject, body = compose(message)
    EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        from_email=_sender(message.request),
        to=[recipient],
        reply_to=_reply_to(message.request),
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    ).send()
    return True


def compose(message: OutboxMessage) -> tuple[str, str]:
    """Subject and body, in the language in force."""
    request = message.request
    context = {"support_request": request, **values(request)}
    if message.kind == "acknowledgement":
        written = request.form_version.texts
        subject, body = written["acknowledgement_subject"], written["acknowledgement_body"]
        if subject and body:
            return texts.fill(subject, context), texts.fill(body, context)
    if message.kind == "notice":
        context["admin_link"] = settings.BASE_URL + reverse(
            "coorg_requests:detail", args=[request.reference]
        )
    folder = f"coorg_forms/email/{message.kind}"
    return (
        render_to_string(f"{folder}_subject.txt", context),
        render_to_string(f"{folder}_body.txt", context),
    )


def values(request: SupportRequest) -> dict[str, object]:
    """What the placeholders of the request's texts stand for, in the language in force."""
    page = request.page.specific if request.page else None
    language = translation.get_language() or request.language
    contact = getattr(request, "contact", None)
    point = _contact_point(request)
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
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
    return f"<{request.public_id}.{kind}.{number}@{domain}>"


def team_recipients(request: SupportRequest) -> list[dict]:
    """Whom to tell of a new request: ``{"mailbox" or "user", "language"}`` for each."""
    if request.team and request.team.email:
        return [{"mailbox": request.team.email, "language": _staff_language()}]
    memberships = Membership.objects.current().filter(user__is_active=True).exclude(user__email="")
    if request.team:
        memberships = memberships.filter(team=request.team)
    else:
        memberships = memberships.filter(team__establishment=request.establishment)
    people = {
        membership.user_id: membership.user for membership in memberships.select_related("user")
    }
    needed = "view_supportrequest" if request.team else "route_supportrequest"
    return [
        {"user": user, "language": _language_of(user)}
        for user in people.values()
        if user.has_perm(f"coorg_forms.{needed}")
    ]


def _may_still_read(message: OutboxMessage) -> bool:
    """A notice to a colleague is checked again when it leaves."""
    if message.user_id is None:
        return True
    return SupportRequest.objects.visible_to(message.user).filter(pk=message.request_id).exists()


def _contact_point(request: SupportRequest):
    page = request.page.specific if request.page else None
    return getattr(page, "contact", None)


def _reply_to(request: SupportRequest) -> list[str]:
    point = _contact_point(request)
    return [point.email] if point and point.email else []


def _sender(request: SupportRequest) -> str:
    return formataddr((request.establishment.short_name, parseaddr(settings.MAIL_FROM)[1]))


def _language_of(user) -> str:
    profile = getattr(user, "wagtail_userprofile", None)
    return (profile and profile.preferred_language) or _staff_language()


def _staff_language() -> str:
    from django.conf import settings as django_settings

    return django_settings.LANGUAGE_CODE
