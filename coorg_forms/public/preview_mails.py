"""The mails of a form with a sample, written as those that leave: for the preview of editors."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coorg_forms.conf import settings
from coorg_forms.delivery.mail import admin_link, written
from coorg_forms.public.pages import placeholder_values
from coorg_forms.public.sent_page import SAMPLE_REFERENCE
from coorg_forms.questions.dates import written_date

#: Name of the preview → kind of the mail, title of the page.
MAILS = {
    "mail": ("acknowledgement", _("The acknowledgement, with a sample")),
    "notice": ("notice", _("The notice to colleagues of a new request, with a sample")),
}


def mail_context(request, page, version, mode_name: str) -> dict:
    """A mail, as a person of the example would get it."""
    kind, heading = MAILS[mode_name]
    subject, body = written(kind, _sample(page), version.texts)
    return {
        "base_template": settings.PAGE_TEMPLATE,
        "request": request,
        "page": page,
        "self": page,
        "language": page.language,
        "title": version.title,
        "heading": heading,
        "subject": " ".join(subject.split()),
        "body": body.strip(),
    }


def _sample(page) -> dict[str, object]:
    """What the mails are told of a request, for one that nobody sent."""
    return placeholder_values(page) | {
        "support_request": {"is_unrouted": False},
        "reference": SAMPLE_REFERENCE,
        "first_name": "Camille",
        "date": written_date(timezone.localdate(), page.language),
        "link": settings.BASE_URL + "/…",
        "admin_link": admin_link(SAMPLE_REFERENCE),
    }
