"""What the requester's own page is given: where the request stands, what was said."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.conf import settings
from coorg_forms.models import FormVersion, SupportRequest, Told, texts
from coorg_forms.models.relations import is_of_same_person
from coorg_forms.public.corrected import correction_context, said_with_corrections
from coorg_forms.public.decided import current_decision, decided_context, said_apart
from coorg_forms.public.message_files import SaidFile, file_limits, said_files
from coorg_forms.public.pages import Alternate, contact_of, language_name, placeholder_values
from coorg_forms.questions.dates import written_date
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import Schema
from coorg_forms.questions.sheet import sheet
from coorg_forms.questions.wording import in_words_of
from coorg_forms.triage.states import public_sentence

#: Stands for the reference of a request in what editors preview.
SAMPLE_REFERENCE = "OC-0000-00000"


def sent_context(
    request, *, page, version: FormVersion, stored: SupportRequest | None = None, language=""
):
    """Context of the requester's page; a sample without ``stored``, for previews.

    Arguments:
        page: the form, in the language of the page if it exists in it.
        language: that of the page, if not that of the request.
    """
    language = language or (stored.language if stored else page.language)
    version = _words(version, language)
    known = Told(stored) if stored else None
    is_new = known is None or _reads_as_received(known)
    decision = None if is_new else current_decision(known.request)
    reason = None if is_new or decision else known.reason
    apart = said_apart(decision) | ({reason.pk} if reason else set())
    apart |= said_with_corrections(stored) if stored else set()
    return {
        **_head(page, version, stored, language),
        "request": request,
        "base_template": settings.PAGE_TEMPLATE,
        "page": page,
        "self": page,
        "language": language,
        "sentence": _sentence(known, language) if known else public_sentence("received"),
        "reason": reason.body if reason else "",
        "is_new": is_new,
        "conversation": [] if known is None else conversation(known, language, apart),
        **(decided_context(known.request, decision, language) if decision else {}),
        "answer_url": _answer_url(known) if known else "",
        **(correction_context(known, language, in_words(stored, language)) if known else {}),
        "files": file_limits(),
        "form_url": page.get_url(request) if page and page.live else "",
        "sections": _record(stored, in_words(stored, language)) if stored else [],
        "languages": languages_of(stored, apart=language) if stored else [],
        **contact_of(page),
    }


def _head(page, version: FormVersion, stored: SupportRequest | None, language: str) -> dict:
    """What was asked for, when, and what the form says to that."""
    received = timezone.localdate(stored.received_at) if stored else timezone.localdate()
    reference = stored.reference if stored else SAMPLE_REFERENCE
    values = placeholder_values(page) | {"reference": reference}
    if stored:
        values["establishment"] = stored.establishment.name
    return {
        "title": version.title,
        "reference": reference,
        "received_on": written_date(received, language),
        "confirmation": texts.fill(version.texts.get("confirmation", ""), values),
    }


def languages_of(stored: SupportRequest, apart: str = "") -> list[Alternate]:
    """The languages in which the requester's page can be read, without the one that is shown."""
    if stored.page is None:
        return []
    pages = stored.page.get_translations(inclusive=True).live().select_related("locale")
    codes = {stored.language, *(page.locale.language_code for page in pages)} - {apart}
    return [Alternate(code, language_name(code), f"?lang={code}") for code in sorted(codes)]


def _words(version: FormVersion, language: str) -> FormVersion:
    """The form in ``language``, as it stands now; as it was answered if it has none."""
    if version.language == language:
        return version
    return FormVersion.objects.of(version.form_key, language).first() or version


def in_words(stored: SupportRequest, language: str) -> Schema:
    """The form that was answered, in ``language`` as far as it exists in it."""
    words, schema = _words(stored.form_version, language), stored.form_version.parsed
    return schema if words.language == stored.language else in_words_of(schema, words.parsed)


def _record(stored: SupportRequest, schema: Schema) -> list:
    """What was sent, as it was asked, without what is personal: the address of the page is shared
    in groups."""
    received = timezone.localdate(stored.received_at)
    visible = set(resolve(schema, stored.answers, Context(received)).visible)
    return sheet(schema, stored.answers, visible - schema.personal_keys)


@dataclass(frozen=True)
class Said:
    """Something that the team or the requester wrote to the other."""

    by_requester: bool
    body: str
    on: str
    files: list[SaidFile] = field(default_factory=list)


def conversation(told: Told, language: str, apart: set[int]) -> list[Said]:
    """What the team and the requester wrote to each other, oldest first. Never a note of staff.

    Arguments:
        apart: keys of the messages that are shown elsewhere on the page.
    """
    if told.is_doubted:
        return []
    written = told.messages.exclude(pk__in=apart).prefetch_related("files")
    return [
        Said(
            message.is_from_requester,
            message.body,
            written_date(timezone.localdate(message.created_at), language),
            said_files(message, told.stored.token),
        )
        for message in written
    ]


def _answer_url(told: Told) -> str:
    """Where the requester answers what they are asked; empty when nothing is, or not told yet."""
    asked = (operations.can_answer(request=one) for one in (told.stored, told.request))
    return reverse("coorg_forms:answer", args=[told.stored.token]) if all(asked) else ""


def _reads_as_received(known: Told) -> bool:
    return known.request.state == "received" or known.is_doubted


def _sentence(known: Told, language: str) -> str:
    """Where the request stands."""
    stored = known.request
    if known.is_doubted:
        return public_sentence("received")
    if stored.outcome == "duplicate" and is_of_same_person(stored, stored.duplicate_of):
        return _(
            "We are treating this request together with your request %(reference)s. "
            "You have nothing to do."
        ) % {"reference": stored.duplicate_of.reference}
    date = written_date(stored.due_on, language) if stored.due_on else ""
    return public_sentence(stored.state, date, stored.outcome)
