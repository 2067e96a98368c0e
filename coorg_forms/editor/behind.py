"""The languages that publishing a form would leave behind, told text by text."""

from dataclasses import dataclass

from django.utils.translation import get_language_info, ngettext
from wagtail.log_actions import log
from wagtail.models import Locale

from coorg_forms.editor.places import Place, Places
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


def refusal(behind: list[Behind]) -> str:
    """Why it is not published, in a sentence; the panel lists the texts."""
    number = sum(len(one.gaps) for one in behind)
    said = ngettext(
        "Not published: %(number)s text of another language would be missing or out of date.",
        "Not published: %(number)s texts of other languages would be missing or out of date.",
        number,
    )
    return said % {"number": number}


def rows(behind: list[Behind], page) -> list[dict]:
    """Each language with its gaps and where they are written."""
    places = Places(page)
    return [
        {
            "language": name_of(one.locale.language_code),
            "gaps": [_row(gap, places.of(gap.path)) for gap in one.gaps],
        }
        for one in behind
    ]


def _row(gap: Gap, place: Place) -> dict:
    words = "" if place.is_title(gap.words) else gap.words
    return {"place": place, "words": words}


def name_of(language: str) -> str:
    """The name of a language, in the language in force."""
    return get_language_info(language)["name_translated"]


def note_behind(page, behind: list[Behind], user) -> None:
    """Keep in the history of ``page`` that a person let languages fall behind, and by how much."""
    languages = {one.locale.language_code: len(one.gaps) for one in behind}
    log(page, "coorg_forms.publish_behind", user=user, data={"languages": languages})
