"""English made the way an editor makes it: with wagtail-localize, segment by segment."""

from collections.abc import Iterator, Mapping

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue, extract_strings


def translate(instance, texts: Mapping[str, str], html: Mapping[str, str] | None = None):
    """The English row of ``instance``, made or brought up to date; pages are published.

    Arguments:
        texts: path of the segment → English text. Every plain segment must have one.
        html: the same for rich text: name of the field → English HTML of the same structure.

    Raises:
        KeyError: a segment has no English.
    """
    source, _created = TranslationSource.update_or_create_from_instance(instance)
    english = Locale.objects.get(language_code="en")
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=english)
    rich = {name: iter(_fragments(text)) for name, text in (html or {}).items()}
    segments = StringSegment.objects.filter(source=source).select_related("context", "string")
    StringTranslation.objects.filter(
        locale=english, context__in=segments.values("context")
    ).delete()
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=segment.string,
            context=segment.context,
            locale=english,
            data=_english(segment.context.path, texts, rich),
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
        for segment in segments.order_by("order")
    )
    return _save(source, translation)


def _english(path: str, texts: Mapping[str, str], rich: Mapping[str, Iterator[str]]) -> str:
    return next(rich[path]) if path in rich else StringValue.from_plaintext(texts[path]).data


def _save(source: TranslationSource, translation: Translation):
    """Write the target. A page is published here and now, not after the commit."""
    is_page = hasattr(source.get_source_instance(), "get_parent")
    target, _created = source.create_or_update_translation(
        translation.target_locale, publish=not is_page
    )
    if is_page:
        target.get_latest_revision().publish()
    target.refresh_from_db()
    return target


def _fragments(html: str) -> list[str]:
    return [string.data for string, _attrs in extract_strings(html)[1]]
