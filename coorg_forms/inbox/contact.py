"""How to reach the person who asked: shown to who may see it, masked for the others."""

from dataclasses import dataclass

from django.utils.translation import get_language

from coorg_forms.models import SupportRequest
from coorg_forms.operations.permission import has_capability
from coorg_forms.questions.phones import PhoneNumber


@dataclass(frozen=True)
class ContactCard:
    masked: bool = False
    erased: bool = False
    name: str = ""
    email: str = ""
    phone: str = ""
    phone_uri: str = ""
    speaker: str = ""
    """Who asked in their name, and the tie."""
    speaker_email: str = ""
    updates: str = ""
    """Who is written to, where that is not the requester."""


def may_see_contact(user) -> bool:
    return has_capability(user, "view_contact")


def contact_card(user, request: SupportRequest) -> ContactCard:
    contact = getattr(request, "contact", None)
    if contact is None:
        return ContactCard(erased=True)
    if not may_see_contact(user):
        return ContactCard(masked=True)
    number = PhoneNumber(contact.phone, contact.extension) if contact.phone else None
    return ContactCard(
        name=contact.name,
        email=contact.email,
        phone=number.written(get_language() or "") if number else "",
        phone_uri=number.uri if number else "",
        speaker=", ".join(filter(None, [contact.speaker, contact.speaker_tie])),
        speaker_email=contact.speaker_email,
        updates="" if contact.updates == "requester" else contact.get_updates_display(),
    )
