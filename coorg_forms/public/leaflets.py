"""From an offer page to the content of its leaflet: the same facts, in the order of reading."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from coorg_forms.conf import settings
from coorg_forms.offers.paper import Paper
from coorg_forms.questions.dates import written_date

#: Colour of the headings where a site names none.
NEUTRAL = "#14507f"
PANELS = ("cover", "flap", "inside", "back")


def content_of(page, facts, layout: str) -> dict:
    """What ``offers.leaflet.print_leaflet`` prints: plain data, nothing of the database.

    Arguments:
        layout: ``sheet`` (one page) or ``folded`` (three panels on each side).
    """
    paper = Paper(facts.notes)
    panels = {name: [] for name in PANELS}
    lead = paper.runs(page.lead)
    for child in page.body:
        if panel := child.block.panel:
            panels[panel if layout == "folded" else "inside"] += child.block.print(
                child.value, facts, paper
            )
    return {
        "layout": layout,
        "language": page.language,
        "title": page.title,
        "lead": lead,
        "owner": page.owner_unit,
        "establishment": page.establishment.name if page.establishment else "",
        "address": page.establishment.address if page.establishment else "",
        "date": _dated(page),
        "page_code": _page_code(page, facts),
        "accent": _colour(page.establishment),
        "panels": panels,
    }


def _colour(establishment) -> str:
    code = establishment.code if establishment else ""
    return settings.LEAFLET_COLOURS.get(code, NEUTRAL)


def _dated(page) -> str:
    day = page.last_published_at
    if day is None:
        return ""
    return _("Up to date on %(date)s") % {"date": written_date(day, page.language)}


def _page_code(page, facts) -> dict | None:
    """For a page without a form: the code that leads to the page itself."""
    code = None if facts.form else facts.code_for(page)
    return {**asdict(code), "text": _("This page on the web")} if code else None
