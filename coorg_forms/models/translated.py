"""What of a form is said in another language, read from wagtail-localize's own rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ObjectDoesNotExist
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

#: Texts of a page that nobody reads on the form.
UNSEEN = frozenset({"slug", "seo_title", "search_description"})


@dataclass(frozen=True)
class Gap:
    """A text that a language lacks."""

    path: str
    """Where it stands in the page, as wagtail-localize writes it."""
    words: str
    """What it says in the language of the source, markup left out."""
    is_stale: bool
    """It was translated, then it changed."""


@dataclass(frozen=True)
class Held:
    """Why a translation may not be published."""

    translation: Translation
    gaps: tuple[Gap, ...]
    is_unsynced: bool
    """The translation was not brought up to what the source publishes now."""


def texts(page) -> list[StringSegmentValue]:
    """What people may read of ``page``, those of its features that are switched off left out."""
    off = _switched_off(page)
    return [
        segment
        for segment in extract_segments(page)
        if _is_read(segment) and segment.path not in off
    ]


def translated(page, locale) -> dict[str, set[str]]:
    """Path of a text → the words of it that have a translation."""
    found: dict[str, set[str]] = {}
    rows = StringTranslation.objects.filter(
        context__object_id=page.translation_key, locale=locale, has_error=False
    )
    for path, words in rows.values_list("context__path", "translation_of__data"):
        found.setdefault(path, set()).add(words)
    return found


def gaps(page, locale, said: Iterable[StringSegmentValue] | None = None) -> list[Gap]:
    """What ``locale`` lacks of ``page`` as it stands; ``said`` are its texts if they are known."""
    done = translated(page, locale)
    return [
        Gap(segment.path, plain(segment), segment.path in done)
        for segment in (texts(page) if said is None else said)
        if segment.string.data not in done.get(segment.path, ())
    ]


def new_gaps(draft, locale) -> list[Gap]:
    """What ``locale`` lacks of ``draft`` and not yet of the page that people read now."""
    live = type(draft).objects.filter(pk=draft.pk, live=True).first()
    known = set(gaps(live, locale)) if live else set()
    return [gap for gap in gaps(draft, locale) if gap not in known]


def offered(page) -> list[Translation]:
    """The translations of ``page`` that people can read now."""
    live = type(page).objects.filter(translation_key=page.translation_key, live=True)
    return list(
        Translation.objects.filter(
            source__object_id=page.translation_key,
            source__locale=page.locale_id,
            enabled=True,
            target_locale__in=live.order_by().values("locale"),
        ).select_related("target_locale")
    )


def held(page) -> Held | None:
    """Why ``page``, a translation that follows its source, may not be published; None if it may."""
    translation = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
        )
        .select_related("source")
        .first()
    )
    if translation is None:
        return None
    try:
        source = translation.source.get_source_instance()
    except ObjectDoesNotExist:
        return None
    said = texts(source)
    lacking = tuple(gaps(source, page.locale, said))
    known = translation.source.stringsegment_set.values_list("context__path", "string__data")
    is_unsynced = not {(one.path, one.string.data) for one in said} <= set(known)
    return Held(translation, lacking, is_unsynced) if lacking else None


def plain(segment: StringSegmentValue) -> str:
    """The words of a text, cut short."""
    text = segment.string.render_text()
    return text if len(text) <= 90 else f"{text[:89]}…"


def _is_read(segment) -> bool:
    if not isinstance(segment, StringSegmentValue) or segment.path in UNSEEN:
        return False
    return bool(segment.string.data.strip())


def _switched_off(page) -> set[str]:
    """Paths of what is written and shown to nobody, because what would show it is off."""
    off = set() if page.opens_at or page.closes_at or page.capacity else {"closed_message"}
    children = [child for child in page.questions if hasattr(child.value, "get")]
    if not any(child.value.get("role") == "email" for child in children):
        off |= {"acknowledgement_subject", "acknowledgement_body"}
    for child in children:
        if "pattern_message" in child.value and not child.value.get("pattern"):
            off.add(f"questions.{child.id}.pattern_message")
    return off
