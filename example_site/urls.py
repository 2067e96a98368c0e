"""Addresses of the example site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from coorg_forms.public.sitemap import EveryLanguage

api = WagtailAPIRouter("api")
api.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("demande/", include("coorg_forms.urls")),
    path("q/", include("coorg_forms.short_urls")),
    path("api/v2/", api.urls),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": EveryLanguage}}),
    # French first, whatever the browser says.
    path("", RedirectView.as_view(url=f"/{settings.LANGUAGE_CODE}/")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
    # Not under /fr/admin/ nor /fr/q/: what is missing there is missing, not in another language.
    *i18n_patterns(re_path(r"^(?!admin/|q/)", include(wagtail_urls)), prefix_default_language=True),
]
