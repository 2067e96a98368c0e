"""Terms in the reader's words: rows refer to canonical terms, people read their language."""

from django.conf import settings
from django.utils.translation import get_language
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant


def content_language() -> str:
    """The language of the content that is nearest to the language of the admin."""
    try:
        return get_supported_content_language_variant(get_language() or "")
    except LookupError:
        return next(iter(get_content_languages()))


def labels(model) -> dict[str, str]:
    """Code → label of every term of ``model``, in the reader's language where it exists."""
    spoken: dict[str, dict[str, str]] = {}
    rows = model.objects.order_by().values_list("locale__language_code", "code", "label")
    for language, code, label in rows:
        spoken.setdefault(language, {})[code] = label
    canonical = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    return {**spoken.get(canonical, {}), **spoken.get(content_language(), {})}


def language_name(code: str) -> str:
    """What the content language ``code`` is called; the code itself when the site lost it."""
    return str(get_content_languages().get(code, code))
