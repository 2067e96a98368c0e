"""What of a form is not said yet in its other languages, told from wagtail-localize's own rows."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import translation as languages
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

#: Texts of a page that nobody reads on the form.
UNSEEN = frozenset({"slug", "seo_title", "search_description"})


@dataclass
class TranslationState:
    """How far the form is said in one other language."""

    language: str
    name: str
    """Name of the language, in the language in force."""
    url: str = ""
    """Where to translate it; empty when it was never sent to translation."""
    page: object = None
    """The page in that language, if there is one."""
    missing: list[str] = field(default_factory=list)
    """Texts that were never translated."""
    stale: list[str] = field(default_factory=list)
    """Texts that changed after they were translated."""
    becoming: list[str] = field(default_factory=list)
    """Those of them that publishing the draft makes so."""

    @property
    def is_begun(self) -> bool:
        return bool(self.url or self.page)

    @property
    def is_complete(self) -> bool:
        return self.is_begun and not self.missing and not self.stale


def translation_states(draft) -> list[TranslationState]:
    """The state of every other language of the site, for the form as ``draft`` says it."""
    texts, said = _texts(draft), _said_now(draft)
    others = Locale.objects.exclude(pk=draft.locale_id)
    return [_state(draft, locale, texts, said) for locale in others]


def _texts(page) -> list:
    return [segment for segment in extract_segments(page) if _is_read(segment)]


def _said_now(draft) -> dict[str, str]:
    """Path of a text → its words on the page that people read now; nothing if there is none."""
    live = type(draft).objects.filter(pk=draft.pk, live=True).first()
    return {segment.path: segment.string.data for segment in _texts(live)} if live else {}


def _is_read(segment) -> bool:
    if not isinstance(segment, StringSegmentValue) or segment.path in UNSEEN:
        return False
    return bool(segment.string.data.strip())


def _state(draft, locale, texts, said) -> TranslationState:
    state = TranslationState(
        locale.language_code,
        languages.get_language_info(locale.language_code)["name_translated"],
        url=_url(draft, locale),
        page=draft.get_translation_or_none(locale),
    )
    done = _translated(draft, locale)
    for segment in texts if state.url else ():
        known = done.get(segment.path)
        if not known:
            state.missing.append(_plain(segment))
        elif segment.string.data not in known:
            state.stale.append(_plain(segment))
            if said.get(segment.path) in known:
                state.becoming.append(_plain(segment))
    return state


def _translated(draft, locale) -> dict[str, set[str]]:
    """Path of a text → the words of it that have a translation."""
    found: dict[str, set[str]] = {}
    rows = StringTranslation.objects.filter(
        context__object_id=draft.translation_key, locale=locale, has_error=False
    )
    for path, words in rows.values_list("context__path", "translation_of__data"):
        found.setdefault(path, set()).add(words)
    return found


def _url(draft, locale) -> str:
    """The editor of the translation: Wagtail's own address, which wagtail-localize takes over."""
    known = Translation.objects.filter(
        source__object_id=draft.translation_key, target_locale=locale, enabled=True
    )
    if not known.exists():
        return ""
    target = draft.get_translation_or_none(locale)
    return reverse("wagtailadmin_pages:edit", args=[target.pk]) if target else ""


def _plain(segment) -> str:
    text = segment.string.render_text()
    return text if len(text) <= 90 else f"{text[:89]}…"
