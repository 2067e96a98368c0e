"""The languages in which people read a former version of a form."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Max
from wagtail.models import Page

from coorg_forms.models.form_version import FormVersion
from coorg_forms.models.translated import gaps, offered


@dataclass(frozen=True)
class Lagging:
    """A form, a language that people read, and how many texts it lacks."""

    page: Page
    language: str
    gaps: int


def lagging(pages) -> Iterator[Lagging]:
    """Those of the live ``pages``: a queryset of form pages in the language of the source.

    Only forms that changed after their translation did are read text by text.
    """
    changed = FormVersion.objects.order_by().values("form_key", "language")
    dates = {
        (row["form_key"], row["language"]): row["last"]
        for row in changed.annotate(last=Max("published_at"))
    }
    for page in pages.live().select_related("locale"):
        source = dates.get((page.form_key, page.language))
        if not any(
            key == page.form_key and source and last < source
            for (key, _code), last in dates.items()
        ):
            continue
        for translation in offered(page):
            if number := len(gaps(page, translation.target_locale)):
                yield Lagging(page, translation.target_locale.language_code, number)
