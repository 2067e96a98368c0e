"""The languages that publishing a form would leave behind, told text by text."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale

from coorg_forms.editor.places import Places
from coorg_forms.models.translated import Gap, new_gaps, offered


@dataclass(frozen=True)
class Behind:
    """A language that people read, and what it would lack."""

    locale: Locale
    gaps: tuple[Gap, ...]


def falling_behind(page) -> list[Behind]:
    """What publishing ``page`` as it stands would put behind, language by language."""
    if not page.pk:
        return []
    found = (
        Behind(one.target_locale, tuple(new_gaps(page, one.target_locale))) for one in offered(page)
    )
    return [behind for behind in found if behind.gaps]


def refusals(behind: list[Behind], page) -> list[ValidationError]:
    """One sentence for each text, with a link to where it is written, and what can be done."""
    places = Places(page)
    mend = _(
        "Take the change back, or tick the box to publish it now; then “Sync translated pages” "
        "and translate it."
    )
    return [
        *(_refusal(one.locale, gap, places) for one in behind for gap in one.gaps),
        ValidationError(mend),
    ]


def _refusal(locale: Locale, gap: Gap, places: Places) -> ValidationError:
    said = _("Not translated yet (%(language)s): “%(words)s”.") % {
        "language": name_of(locale.language_code),
        "words": gap.words,
    }
    place = places.of(gap.path)
    return ValidationError(
        format_html('{} <a href="#{}">{}</a>', said, place.anchor, place.name)
        if place.anchor
        else f"{said} {place.name}"
    )


def name_of(language: str) -> str:
    """The name of a language, in the language in force."""
    return get_language_info(language)["name_translated"]


def note_behind(page, behind: list[Behind], user) -> None:
    """Keep in the history of ``page`` that a person let languages fall behind, and by how much."""
    languages = {one.locale.language_code: len(one.gaps) for one in behind}
    log(page, "coorg_forms.publish_behind", user=user, data={"languages": languages})
