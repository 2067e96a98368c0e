"""Where the editor's own pages stand in the admin."""

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from coorg_forms.editor import link_views, offer_start, start, views
from coorg_forms.editor.check_now import CheckNow


class EditorViewSet(ViewSet):
    name = "coorg_forms_editor"
    url_prefix = "request-forms"

    def get_urlpatterns(self):
        return [
            path("<int:pk>/check/", views.Check.as_view(), name="check"),
            path("<int:pk>/check/now/", CheckNow.as_view(), name="check_now"),
            path("<int:pk>/link/", link_views.MakeLink.as_view(), name="link"),
            path("<int:pk>/link/code.svg", link_views.LinkCode.as_view(), name="link_code"),
            path("<int:pk>/export/", views.Export.as_view(), name="export"),
            path("new/<int:parent>/", start.Start.as_view(), name="start"),
            path("new-offer/<int:parent>/", offer_start.StartOffer.as_view(), name="start_offer"),
            path("<int:pk>/imported/", start.Imported.as_view(), name="imported"),
        ]
