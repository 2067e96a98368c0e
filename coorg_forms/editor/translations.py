"""What of a form is not said yet in its other languages, told from wagtail-localize's own rows."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import translation as languages
from wagtail.models import Locale
from wagtail_localize.models import Translation

from coorg_forms.models.translated import gaps, texts, translated


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
    said, now = texts(draft), _said_now(draft)
    others = Locale.objects.exclude(pk=draft.locale_id)
    return [_state(draft, locale, said, now) for locale in others]


def _said_now(draft) -> dict[str, str]:
    """Path of a text → its words on the page that people read now; nothing if there is none."""
    live = type(draft).objects.filter(pk=draft.pk, live=True).first()
    return {segment.path: segment.string.data for segment in texts(live)} if live else {}


def _state(draft, locale, said, now) -> TranslationState:
    state = TranslationState(
        locale.language_code,
        languages.get_language_info(locale.language_code)["name_translated"],
        url=_url(draft, locale),
        page=draft.get_translation_or_none(locale),
    )
    if not state.url:
        return state
    done = translated(draft, locale)
    for gap in gaps(draft, locale, said):
        (state.stale if gap.is_stale else state.missing).append(gap.words)
        if now.get(gap.path) in done.get(gap.path, ()):
            state.becoming.append(gap.words)
    return state


def _url(draft, locale) -> str:
    """The editor of the translation: Wagtail's own address, which wagtail-localize takes over."""
    known = Translation.objects.filter(
        source__object_id=draft.translation_key, target_locale=locale, enabled=True
    )
    if not known.exists():
        return ""
    target = draft.get_translation_or_none(locale)
    return reverse("wagtailadmin_pages:edit", args=[target.pk]) if target else ""
