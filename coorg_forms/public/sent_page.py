"""What the requester's own page is given: where the request stands, what was said."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.conf import settings
from coorg_forms.models import FormVersion, Message, SupportRequest, texts
from coorg_forms.public.decided import current_decision, decided_context, said_apart
from coorg_forms.public.pages import contact_of, placeholder_values
from coorg_forms.questions.dates import written_date
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.sheet import sheet
from coorg_forms.triage.states import public_sentence


def sent_context(request, *, page, version: FormVersion, stored: SupportRequest | None = None):
    """Context of the requester's page; a sample without ``stored``, for previews."""
    language = stored.language if stored else page.language
    is_new = stored is None or _reads_as_received(stored)
    decision = None if is_new else current_decision(stored)
    reason = None if is_new or decision else _reason(stored)
    apart = said_apart(decision) | ({reason.pk} if reason else set())
    received = timezone.localdate(stored.received_at) if stored else timezone.localdate()
    values = placeholder_values(page) | {
        "reference": stored.reference if stored else "OC-0000-00000"
    }
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
        "reason": reason.body if reason else "",
        "is_new": is_new,
        "conversation": [] if stored is None else conversation(stored, language, apart),
        **(decided_context(stored, decision) if decision else {}),
        "answer_url": _answer_url(stored) if stored else "",
        "confirmation": texts.fill(version.texts.get("confirmation", ""), values),
        "form_url": page.get_url(request) if page and page.live else "",
        "sections": _record(stored) if stored else [],
        **contact_of(page),
    }


def _record(stored: SupportRequest) -> list:
    """What was sent, as it was asked, without what is personal: the address of the page is shared
    in groups."""
    schema = stored.form_version.parsed
    received = timezone.localdate(stored.received_at)
    visible = set(resolve(schema, stored.answers, Context(received)).visible)
    return sheet(schema, stored.answers, visible - schema.personal_keys)


@dataclass(frozen=True)
class Said:
    """Something that the team or the requester wrote to the other."""

    by_requester: bool
    body: str
    on: str


def conversation(stored: SupportRequest, language: str, apart: set[int]) -> list[Said]:
    """What the team and the requester wrote to each other, oldest first. Never a note of staff.

    Arguments:
        apart: keys of the messages that are shown elsewhere on the page.
    """
    if _is_doubted(stored):
        return []
    written = stored.messages.filter(audience="requester").exclude(pk__in=apart)
    return [
        Said(
            message.is_from_requester,
            message.body,
            written_date(timezone.localdate(message.created_at), language),
        )
        for message in written
    ]


def _answer_url(stored: SupportRequest) -> str:
    """Where the requester answers what they are asked; empty when nothing is."""
    if not operations.can_answer(request=stored):
        return ""
    return reverse("coorg_forms:answer", args=[stored.token])


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


def _reason(stored: SupportRequest) -> Message | None:
    """What staff last wrote to the requester, as long as the state that it explains lasts."""
    last = stored.events.filter(action__in=("moved", "answered")).order_by("-pk").first()
    if last is None or last.action == "answered":
        return None
    return stored.messages.filter(pk=last.data.get("message"), audience="requester").first()
