"""From a page to the file of its form, in all the languages that it has."""

from wagtail_localize.models import StringTranslation

from coorg_forms.models.texts import FILE_SETTINGS, FILE_TEXTS
from coorg_forms.questions.form_file import FormFile, write
from coorg_forms.questions.form_file.writing import merged

REFERENCES = ("establishment", "service", "contact")


def form_file(page) -> FormFile:
    """The form of ``page`` as its latest draft stands, with its translations."""
    drafts = [_draft(page), *(_draft(other) for other in _translations(page))]
    languages = tuple(draft.language for draft in drafts)
    alike = _translated_alike(page, drafts[1:])
    stream = page._meta.get_field("questions").stream_block
    raw = {draft.language: stream.get_prep_value(draft.questions) for draft in drafts}
    return FormFile(
        languages=languages,
        texts={name: _words(drafts, name, alike) for name in ("title", *FILE_TEXTS)},
        settings={name: getattr(drafts[0], name) for name in FILE_SETTINGS},
        refers_to={name: _code(drafts[0], name) for name in REFERENCES},
        items=merged(stream, raw, alike),
    )


def exported(page) -> dict:
    """The file of ``page`` as JSON values."""
    return write(form_file(page), page._meta.get_field("questions").stream_block)


def _draft(page):
    return page.specific.get_latest_revision_as_object()


def _translations(page):
    """The pages of the other languages that hold words of their own."""
    return page.get_translations().filter(alias_of=None).select_related("locale").order_by("pk")


def _words(drafts, name: str, alike: frozenset[str]) -> dict[str, str]:
    source = getattr(drafts[0], name)
    words = {drafts[0].language: source}
    for draft in drafts[1:]:
        text = getattr(draft, name)
        if source and text and (text != source or f"{draft.language}:{name}" in alike):
            words[draft.language] = text
    return words


def _translated_alike(page, drafts) -> frozenset[str]:
    """``language:path`` of the texts that someone translated, be it by the same words.

    The path is that of wagtail-localize without the name of the field of questions.
    """
    found = StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale__in=[draft.locale_id for draft in drafts],
        has_error=False,
    ).values_list("locale__language_code", "context__path")
    return frozenset(f"{code}:{path.removeprefix('questions.')}" for code, path in found)


def _code(page, name: str) -> str:
    return getattr(getattr(page, name), "code", "")
