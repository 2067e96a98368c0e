"""What the templates of the public pages are given."""

from dataclasses import dataclass

from django.utils import timezone, translation

from coorg_forms.conf import settings
from coorg_forms.models import FormVersion, SupportRequest, promised_days, texts
from coorg_forms.public import captcha, suspicion
from coorg_forms.public.rendering import FormView
from coorg_forms.questions.dates import written_date
from coorg_forms.triage.states import public_sentence


@dataclass(frozen=True)
class Alternate:
    """The same page in another language."""

    language: str
    name: str
    """Name of the language in itself."""
    url: str


def form_context(request, page, version: FormVersion, form: FormView) -> dict:
    """Context of the form page."""
    values = _values(page)
    return {
        **page.get_context(request),
        "base_template": settings.PAGE_TEMPLATE,
        "language": page.language,
        "title": version.title,
        "form": form,
        "is_preview": getattr(request, "is_preview", False),
        "action": page.get_url(request) or "",
        "alternates": alternates(page, request),
        "intro": texts.fill(version.texts.get("intro", ""), values),
        "notice": texts.fill(version.texts.get("collection_notice", ""), values),
        "honeypot": suspicion.HONEYPOT,
        "captcha_key": captcha.KEY_FIELD,
        "captcha_answer": captcha.ANSWER_FIELD,
        **_contact(page),
    }


def sent_context(request, *, page, version: FormVersion, stored: SupportRequest | None = None):
    """Context of the requester's page; a sample without ``stored``, for previews."""
    language = stored.language if stored else page.language
    is_new = stored is None or _reads_as_received(stored)
    received = timezone.localdate(stored.received_at) if stored else timezone.localdate()
    values = _values(page) | {"reference": stored.reference if stored else "OC-0000-00000"}
    if stored:
        values["establishment"] = stored.establishment.name
    return {
        "request": request,
        "base_template": settings.PAGE_TEMPLATE,
        "page": page,
        "self": page,
        "language": language,
        "title": version.title,
        "reference": values["reference"],
        "received_on": written_date(received, language),
        "sentence": _sentence(stored, language) if stored else public_sentence("received"),
        "reason": "" if is_new else _reason(stored),
        "is_new": is_new,
        "confirmation": texts.fill(version.texts.get("confirmation", ""), values),
        "form_url": page.get_url(request) if page and page.live else "",
        **_contact(page),
    }


def alternates(page, request) -> list[Alternate]:
    """The live translations of ``page``."""
    found = []
    for other in page.get_translations().live().select_related("locale"):
        code = other.locale.language_code
        name = translation.get_language_info(code)["name_local"].capitalize()
        found.append(Alternate(code, name, other.get_url(request)))
    return found


def _is_doubted(stored: SupportRequest) -> bool:
    """Quarantine and spam do not show: a person looks at them first."""
    return stored.outcome == "spam" or stored.quarantined_at is not None


def _reads_as_received(stored: SupportRequest) -> bool:
    return stored.state == "received" or _is_doubted(stored)


def _sentence(stored: SupportRequest, language: str) -> str:
    """Where the request stands."""
    if _is_doubted(stored):
        return public_sentence("received")
    return public_sentence(
        stored.state, written_date(stored.due_on, language) if stored.due_on else ""
    )


def _reason(stored: SupportRequest) -> str:
    """What staff last wrote to the requester, as long as the state that it explains lasts."""
    last = stored.events.filter(action="moved").order_by("-pk").first()
    if last is None:
        return ""
    message = stored.messages.filter(pk=last.data.get("message"), audience="requester").first()
    return message.body if message else ""


def _values(page) -> dict[str, object]:
    """What the placeholders of the texts around the questions stand for."""
    point = getattr(page, "contact", None)
    establishment = getattr(page, "establishment", None)
    return {
        "read_days": promised_days(page, "read"),
        "answer_days": promised_days(page, "answer"),
        "phone": point.number.written(page.language) if point and point.number else "",
        "establishment": establishment.name if establishment else "",
    }


def _contact(page) -> dict[str, object]:
    point = getattr(page, "contact", None)
    number = point.number if point else None
    return {
        "contact": point,
        "contact_phone": number.written(page.language) if number else "",
        "contact_uri": number.uri if number else "",
    }
