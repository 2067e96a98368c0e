"""The short addresses that are printed. Include them near the root, where they stay short:

``path("q/", include("coorg_forms.short_urls"))``
"""

from django.urls import path

from coorg_forms.public import short_links

app_name = "coorg_short"
urlpatterns = [path("<slug:code>/", short_links.go, name="go")]
