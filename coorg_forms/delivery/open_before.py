"""What the acknowledgement says to someone who already has an open request on the same form.

It is said to the address alone: on the form, everyone gets the same answer whatever the address.
"""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from coorg_forms.conf import settings
from coorg_forms.models import SupportRequest, tells_open
from coorg_forms.questions.dates import written_date

#: As many are named at most.
MOST = 3


def told(request: SupportRequest) -> str:
    """The paragraph, in the language in force; empty when there is nothing to say."""
    others = _others(request) if tells_open(request.page) else []
    if not others:
        return ""
    language = translation.get_language() or request.language
    point = request.page.specific.contact
    context = {
        "others": [_known(other, language) for other in others],
        "phone": point.number.written(language) if point and point.number else "",
        "email": point.email if point else "",
    }
    return "\n" + render_to_string("coorg_forms/email/open_before.txt", context)


def _others(request: SupportRequest) -> list[SupportRequest]:
    contact = getattr(request, "contact", None)
    if not contact or not contact.email or contact.mail_address != contact.email:
        return []  # whoever speaks for the requester learns nothing of their other requests
    earlier = (
        SupportRequest.objects.open()
        .outside_quarantine()
        .filter(form_key=request.form_key, pk__lt=request.pk, contact__email__iexact=contact.email)
    )
    return list(earlier.only("reference", "received_at", "token").order_by("-pk")[:MOST])


def _known(other: SupportRequest, language: str) -> dict[str, str]:
    return {
        "reference": other.reference,
        "date": written_date(timezone.localdate(other.received_at), language),
        "link": settings.BASE_URL + reverse("coorg_forms:sent", args=[other.token]),
    }
