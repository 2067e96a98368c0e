"""The offer page, its leaflets, and the notice before a page in another language than French."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.text import slugify
from wagtail.models import Locale

from coorg_forms.conf import settings
from coorg_forms.offers.leaflet import can_print, print_leaflet
from coorg_forms.public.leaflets import content_of
from coorg_forms.public.offer_facts import OfferFacts
from coorg_forms.public.offers import offer_context

#: Remembers for the visit that the notice was read; says nothing of why.
NOTICE_COOKIE = "coorg-language-notice"


def serve_offer(request, page):
    """The page, in its language; before it the notice, where the site asks for one."""
    with translation.override(page.language):
        if refused := _other_language(request, page):
            return refused
        context = offer_context(request, page)
        return TemplateResponse(request, "coorg_forms/offer/page.html", context).render()


def serve_leaflet(request, page, layout):
    """The leaflet as a PDF; behind the same notice as the page."""
    if not can_print():
        raise Http404
    with translation.override(page.language):
        if refused := _other_language(request, page):
            return refused
        facts = OfferFacts(page, request)
        pdf = print_leaflet(content_of(page, facts, layout))
    response = HttpResponse(pdf, content_type="application/pdf")
    name = slugify(page.title) or "leaflet"
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def _other_language(request, page):
    """What stands in the way of a page that is not in the default language, or None."""
    policy = settings.OTHER_LANGUAGES
    is_free = policy == "open" or page.locale_id == Locale.get_default().pk
    if is_free or getattr(request, "is_preview", False):
        return None
    source = page.canonical.get_url(request)
    if policy == "off":
        return HttpResponseRedirect(source)
    if NOTICE_COOKIE in request.COOKIES:
        return None
    if request.method == "POST":
        response = HttpResponseRedirect(page.get_url(request))
        response.set_cookie(NOTICE_COOKIE, "read", httponly=True, samesite="Lax")
        return response
    context = {
        **page.get_context(request),
        "base_template": settings.PAGE_TEMPLATE,
        "language": page.language,
        "title": page.title,
        "text": page.establishment.language_notice if page.establishment else "",
        "source_url": source,
        "source_language": page.canonical.locale.language_name_local.capitalize(),
    }
    response = TemplateResponse(request, "coorg_forms/offer/notice.html", context).render()
    add_never_cache_headers(response)  # it holds a token, at the address of the page itself
    return response
