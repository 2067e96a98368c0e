"""What is given to the person who asked, right after their request was entered."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from coorg_forms.conf import settings
from coorg_forms.inbox.enter.told import what_follows
from coorg_forms.models import SupportRequest
from coorg_forms.questions.phones import PhoneNumber

#: For how long whoever entered a request is shown what to hand over.
AT_HAND = timedelta(hours=12)


@dataclass(frozen=True)
class Given:
    """What they leave with."""

    reference: str
    establishment: str
    language: str
    sentences: list[str]
    """To be said, in the language of the requester."""
    link: str
    """Their private page, for whoever is sent no mail: empty otherwise."""
    paper: str
    """Address of the page to print."""


def just_entered(user):
    """The requests that ``user`` entered today: whatever becomes of them, they give the number."""
    return SupportRequest.objects.filter(
        events__action="received",
        events__actor=user,
        events__at__gte=timezone.now() - AT_HAND,
        erased_at=None,
    )


def given(user, request: SupportRequest) -> Given | None:
    """What ``user`` may hand over now; nothing unless they entered the request themselves."""
    if not just_entered(user).filter(pk=request.pk).exists():
        return None
    contact, received = request.contact, timezone.localdate(request.received_at)
    number = PhoneNumber(contact.phone, contact.extension) if contact.phone else None
    with translation.override(request.language):
        sentences = what_follows(
            request.page.specific, received, address=contact.mail_address, phone=number
        )
    return Given(
        reference=request.reference,
        establishment=request.establishment.name,
        language=request.language,
        sentences=sentences,
        link="" if contact.mail_address else settings.BASE_URL + _private(request),
        paper=reverse("coorg_requests:entered", args=[request.public_id]),
    )


def _private(request: SupportRequest) -> str:
    return reverse("coorg_forms:sent", args=[request.token])
