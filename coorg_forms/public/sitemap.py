"""The site map with every language of the site that is open to everyone.

``path("sitemap.xml", sitemap, {"sitemaps": {"pages": EveryLanguage}})``
"""

from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Locale, Page

from coorg_forms.conf import settings


class EveryLanguage(Sitemap):
    """Wagtail's own stops at the language of the site's root page."""

    def items(self):
        root = self.get_wagtail_site().root_page
        roots = root.get_translations(inclusive=True).filter(live=True)
        below = reduce(or_, (Q(path__startswith=one.path) for one in roots), Q(pk=root.pk))
        pages = Page.objects.live().public().filter(below).order_by("path")
        if settings.OTHER_LANGUAGES != "open":
            pages = pages.filter(locale=Locale.get_default())
        return pages.defer_streamfields().specific()
