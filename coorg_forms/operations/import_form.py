"""Make a page of the form that a file holds: an unpublished draft, with its translations."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from coorg_forms.models import ContactPoint, Establishment, RequestFormMixin, Service
from coorg_forms.models.texts import FILE_SETTINGS, FILE_TEXTS
from coorg_forms.operations.new_page import creatable_models
from coorg_forms.questions.form_file import FormFile, Note

REFERENCES = {"establishment": Establishment, "service": Service, "contact": ContactPoint}


@dataclass(frozen=True)
class Imported:
    page: RequestFormMixin
    notes: tuple[Note, ...]
    """What of the file could not be taken."""


def importable_models(parent, user) -> list[type]:
    """The page types with a request form that ``user`` may add below ``parent``."""
    return creatable_models(parent, user, RequestFormMixin.page_models())


@transaction.atomic
def import_form(*, form: FormFile, parent, model: type, user=None, title: str = "") -> Imported:
    """Create a draft page from ``form``. It gets an identity of its own: the answers of the form
    that the file came from are never mixed with its own.

    Arguments:
        form: a file that was read.
        parent: the page to create it under, in the language that the page will have.
        model: one of ``importable_models``.
        user: who imports.
        title: in place of the title of the file.
    """
    notes: list[Note] = []
    language = parent.locale.language_code
    if language not in form.languages:
        notes.append(
            Note(
                _("Languages"),
                _(
                    "The file has no words in the language of this page: those of "
                    "“%(language)s” were taken."
                )
                % {"language": form.languages[0]},
            )
        )
    page = _page(form, parent, model, title, notes)
    page.owner = user
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create")
    for other in form.languages:
        if other != language:
            _translate(page, form, other, user, notes)
    return Imported(page, tuple(notes))


def _page(form: FormFile, parent, model, title: str, notes):
    language = parent.locale.language_code
    page = model(locale=parent.locale, live=False, has_unpublished_changes=True)
    page.title = title or form.text("title", language) or _("Form without a title")
    page.draft_title = page.title
    wanted = slugify(page.title) or "form"
    page.slug = find_available_slug(parent, wanted[:200])
    stream = model._meta.get_field("questions").stream_block
    page.questions = stream.to_python(form.stream(stream, language))
    for name in FILE_TEXTS:
        limit = model._meta.get_field(name).max_length
        setattr(page, name, form.text(name, language)[:limit])
    _note_unknown(form.texts, {*FILE_TEXTS, "title"}, notes)
    _set_settings(page, form, notes)
    _set_references(page, form, parent.locale, notes)
    return page


def _note_unknown(given, known, notes):
    for name in given:
        if name not in known:
            notes.append(Note(name, _("Unknown part: left out.")))


def _set_settings(page, form: FormFile, notes):
    _note_unknown(form.settings, FILE_SETTINGS, notes)
    for name in FILE_SETTINGS:
        if name in form.settings:
            field = page._meta.get_field(name)
            try:
                setattr(page, name, field.clean(form.settings[name], page))
            except (ValidationError, TypeError, ValueError):
                notes.append(
                    Note(str(field.verbose_name), _("Not of the expected kind: left out."))
                )


def _set_references(page, form: FormFile, locale, notes):
    """What the page refers to, where the site has something of the same code."""
    _note_unknown(form.refers_to, REFERENCES, notes)
    for name, model in REFERENCES.items():
        if code := form.refers_to.get(name):
            found = model.objects.filter(code=code)
            if hasattr(found, "canonical"):
                found = found.canonical()
            setattr(page, name, found.first())
            if getattr(page, name) is None:
                label = str(page._meta.get_field(name).verbose_name)
                notes.append(
                    Note(
                        label,
                        _("Nothing here has the code “%(code)s”: choose one before publishing.")
                        % {"code": code},
                    )
                )


def _translate(page, form: FormFile, language: str, user, notes):
    """Keep the words of the file in ``language`` as translations, and make a draft of the page."""
    locale = Locale.objects.filter(language_code=language).first()
    if locale is None:
        notes.append(
            Note(
                _("Languages"),
                _("The site has no pages in “%(language)s”: these words were left out.")
                % {"language": language},
            )
        )
        return
    translation = _keep_words(page, locale, _words_by_path(page, form, language), user)
    if page.get_parent().get_translation_or_none(locale) is not None:
        translation.save_target(user=user, publish=False)
    else:
        notes.append(
            Note(
                _("Languages"),
                _(
                    "The words in “%(language)s” are kept; translate the page above "
                    "this one to see them."
                )
                % {"language": language},
            )
        )


def _keep_words(page, locale: Locale, words: dict[str, str], user) -> Translation:
    """The translation of ``page`` into ``locale``, with ``words`` by path of a segment."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    segments = StringSegment.objects.filter(source=source).select_related("context", "string")
    StringTranslation.objects.bulk_create(
        StringTranslation(
            translation_of=segment.string,
            context=segment.context,
            locale=locale,
            data=StringValue.from_plaintext(words[segment.context.path]).data,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            last_translated_by=user,
        )
        for segment in segments
        if words.get(segment.context.path)
    )
    return translation


def _words_by_path(page, form: FormFile, language: str) -> dict[str, str]:
    """Path of a segment → its words in ``language``."""
    stream = page._meta.get_field("questions").stream_block
    found = {f"questions.{path}": words for path, words in form.words_by_path(stream)}
    every = {**form.texts, **found}
    words = {path: said[language] for path, said in every.items() if language in said}
    return words | ({"slug": slugify(words["title"])} if words.get("title") else {})
