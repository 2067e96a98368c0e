"""What the template of the offer page is given."""

from django.utils.html import strip_tags
from wagtail.models import Locale

from coorg_forms.conf import settings
from coorg_forms.offers.blocks.alert import AlertBlock
from coorg_forms.offers.leaflet import can_print
from coorg_forms.public.offer_facts import OfferFacts
from coorg_forms.public.offer_parts import parts_of
from coorg_forms.public.pages import alternates
from coorg_forms.public.structured_data import structured_data
from coorg_forms.questions.dates import written_date


def offer_context(request, page) -> dict:
    facts = OfferFacts(page, request)
    parts = list(parts_of(page))
    url = page.full_url or ""
    others = visible_alternates(page, request)
    return {
        **page.get_context(request),
        "base_template": settings.PAGE_TEMPLATE,
        "language": page.language,
        "title": page.title,
        "page_title": page.seo_title or page.title,
        "description": description_of(page),
        "offer": facts,
        "alerts": alerts(page),
        "parts": parts,
        "contents": [part for part in parts if part.heading],
        "canonical_url": url,
        "alternates": others,
        "languages": hreflang(page, others),
        "leaflets": leaflets(page, request),
        "stale_since": stale_since(page),
        "structured_data": structured_data(page, facts, url),
    }


def alerts(page) -> list:
    """The banners of today."""
    return [
        child
        for child in page.body
        if child.block_type == "alert" and AlertBlock.is_shown(child.value)
    ]


def description_of(page) -> str:
    """For search engines: what the editor wrote for them, or the lead."""
    return page.search_description or strip_tags(page.lead)[:300]


def visible_alternates(page, request) -> list:
    """The live translations, those that the site keeps closed left out."""
    default = Locale.get_default().language_code
    found = alternates(page, request)
    if settings.OTHER_LANGUAGES == "off":
        return [other for other in found if other.language == default]
    return found


def hreflang(page, others) -> list[tuple[str, str]]:
    """``(language, whole address)`` of every language of the page, the default one for anyone."""
    if not others:
        return []
    default = Locale.get_default().language_code
    site = page.get_site()
    root = site.root_url if site else ""
    found = {page.language: page.full_url or ""}
    for other in others:
        found[other.language] = other.url if "://" in other.url else root + other.url
    listed = sorted(found.items())
    return [*listed, ("x-default", found[default])] if default in found else listed


def leaflets(page, request) -> dict[str, str]:
    """Layout → address of the leaflet, where the site can print."""
    return page.leaflet_urls(request) if can_print() else {}


def stale_since(page) -> str:
    """The day on which the page in the default language moved on, in words; empty if it did not."""
    return written_date(page.canonical.last_published_at, page.language) if page.is_stale else ""
