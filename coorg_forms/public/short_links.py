"""A printed address leads on, today's visit counted.

The one public GET that writes: one row per link and day, a number and nothing else. Robots and
browsers that only look ahead are not counted; a count that fails does not keep anyone waiting.
"""

import logging

from django.db import DatabaseError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from coorg_forms import operations
from coorg_forms.models import ShortLink

logger = logging.getLogger(__name__)

_MACHINES = ("bot", "crawl", "spider", "preview", "slurp", "facebookexternalhit")


@never_cache
@require_safe
def go(request, code):
    """Lead to the page of the link; once it is over, to the nearest place that makes sense."""
    link = get_object_or_404(ShortLink.objects.select_related("page", "fallback"), code=code)
    address = destination(link, request)
    if _is_person(request):
        try:
            operations.count_visit(link=link)
        except DatabaseError:
            logger.exception("a visit of %s was not counted", link.code)
    return HttpResponseRedirect(address)


def destination(link: ShortLink, request) -> str:
    """The page; or what the link says for afterwards; or the nearest live page above; or home."""
    for page in _candidates(link):
        if address := page.get_url(request):
            fills_in = link.query and page == link.page
            return f"{address}?{link.query}" if fills_in else address
    site = Site.find_for_request(request)
    return (site and site.root_page.get_url(request)) or "/"


def _candidates(link: ShortLink):
    if link.is_current:
        yield link.page
    if link.fallback and link.fallback.live:
        yield link.fallback
    if link.page:
        yield from link.page.get_ancestors().live().order_by("-depth")


def _is_person(request) -> bool:
    if request.method != "GET" or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return False
    agent = request.headers.get("User-Agent", "").casefold()
    return not any(machine in agent for machine in _MACHINES)
