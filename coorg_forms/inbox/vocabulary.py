"""Terms in the reader's words: rows refer to canonical terms, people read their language."""

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
    return {
        **dict(model.objects.canonical().values_list("code", "label")),
        **dict(model.objects.in_language(content_language()).values_list("code", "label")),
    }


def language_name(code: str) -> str:
    """What the content language ``code`` is called; the code itself when the site lost it."""
    return str(get_content_languages().get(code, code))
