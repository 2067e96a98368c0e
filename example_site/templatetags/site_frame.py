"""What stands around every page: language, names, addresses, breadcrumb, contact."""

from dataclasses import dataclass, field

from django import template
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

from coorg_forms.models import ContactPoint
from example_site.models import HomePage

register = template.Library()


@dataclass(frozen=True)
class Switch:
    """A link to the same page in another language."""

    code: str
    name: str
    """The language, in that language."""
    url: str


@dataclass
class Frame:
    language: str
    home: HomePage | None = None
    establishment: object = None
    contact: ContactPoint | None = None
    breadcrumb: list[Page] = field(default_factory=list)
    switches: list[Switch] = field(default_factory=list)


@register.simple_tag(takes_context=True)
def frame(context) -> Frame:
    """The frame of the page in the context; without a page, that of the home of the site."""
    page, request = context.get("page"), context.get("request")
    page = page if isinstance(page, Page) else None
    language = _language(context, page)
    found = Frame(language, home=_home(request, language))
    place = page or found.home
    if page is not None:
        found.establishment, found.contact = _reached(page)
        found.breadcrumb = _above(page, request)
    if place is not None:
        found.switches = list(_switches(place, request))
    return found


@register.filter
def written_number(contact: ContactPoint, language: str) -> str:
    """The telephone number as the language writes it: ``819 966-6484, poste 6``."""
    return contact.number.written(language) if contact.number else ""


@register.filter
def territories_in(establishment, language: str) -> list[str]:
    """The names of the territories that the establishment serves."""
    terms = establishment.territories.filter(active=True).in_language(language)
    return list(terms.values_list("label", flat=True))


def _language(context, page: Page | None) -> str:
    if page is not None:
        return page.locale.language_code
    return context.get("language") or get_language() or Locale.get_default().language_code


def _home(request, language: str) -> HomePage | None:
    """The home of the site in ``language``."""
    site = Site.find_for_request(request) if request else None
    root = site.root_page.specific if site else None
    if not isinstance(root, HomePage):
        return None
    return HomePage.objects.filter(
        translation_key=root.translation_key, locale__language_code=language, live=True
    ).first()


def _reached(page: Page):
    """The establishment and the contact point of the page, or of the nearest page above it."""
    for candidate in [page, *page.get_ancestors().specific().reverse()]:
        if contact := getattr(candidate.specific, "contact", None):
            return contact.establishment, contact
    return None, None


def _above(page: Page, request) -> list[Page]:
    """The pages above ``page`` in the site, outermost first."""
    return [above for above in page.get_ancestors().live().specific() if above.depth > 1]


def _switches(page: Page, request):
    translations = page.get_translations().live().select_related("locale")
    for translation in translations:
        locale = translation.locale
        if url := translation.get_url(request):
            yield Switch(locale.language_code, locale.language_name_local.capitalize(), url)
