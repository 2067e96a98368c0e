"""What is given to the person who asked: once their request is entered, or with a new link."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from coorg_forms.conf import settings
from coorg_forms.inbox.enter.told import what_follows
from coorg_forms.models import RequestEvent, SupportRequest
from coorg_forms.questions.phones import PhoneNumber

#: For how long whoever entered a request, or made a new link, is shown what to hand over.
AT_HAND = timedelta(hours=12)


@dataclass(frozen=True)
class Given:
    """What they leave with."""

    reference: str
    establishment: str
    language: str
    sentences: list[str]
    """To be said once the request is entered, in the language of the requester."""
    link: str
    """Their private page, for whoever is sent no mail: empty otherwise."""
    paper: str
    """Address of the page to print."""


def at_hand(user, *actions: str):
    """The requests that ``user`` entered today, or made a new link for: whatever becomes of them,
    they hand over the number and the link."""
    done = RequestEvent.objects.filter(
        action__in=actions or ("received", "link_renewed"),
        actor=user,
        at__gte=timezone.now() - AT_HAND,
    )
    return SupportRequest.objects.filter(pk__in=done.values("request"), erased_at=None)


def given(user, request: SupportRequest) -> Given | None:
    """What ``user`` may hand over now; nothing unless they entered the request themselves, or made
    its link."""
    if not at_hand(user).filter(pk=request.pk).exists():
        return None
    contact = request.contact
    is_new = at_hand(user, "received").filter(pk=request.pk).exists()
    return Given(
        reference=request.reference,
        establishment=request.establishment.name,
        language=request.language,
        sentences=_said(request) if is_new and request.page else [],
        link="" if contact.mail_address else settings.BASE_URL + _private(request),
        paper=reverse("coorg_requests:entered", args=[request.public_id]),
    )


def _said(request: SupportRequest) -> list[str]:
    contact, received = request.contact, timezone.localdate(request.received_at)
    number = PhoneNumber(contact.phone, contact.extension) if contact.phone else None
    with translation.override(request.language):
        page = request.page.specific
        return what_follows(page, received, address=contact.mail_address, phone=number)


def _private(request: SupportRequest) -> str:
    return reverse("coorg_forms:sent", args=[request.token])
