"""Where the evaluation grids stand in the admin: their addresses and their item in the menu."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from coorg_forms.inbox.grids import acts, editor, reading, start


class GridViewSet(ViewSet):
    name = "coorg_grids"
    url_prefix = "evaluation-grids"
    icon = "check"
    menu_label = _("Evaluation grids")
    menu_name = "coorg-grids"
    menu_order = 155
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self):
        return GridMenuItem

    def get_urlpatterns(self):
        one = "<int:pk>/"
        return [
            path("", reading.Grids.as_view(), name="index"),
            path("new/", start.New.as_view(), name="new"),
            path(one, reading.Read.as_view(), name="read"),
            path(f"{one}edit/", editor.Edit.as_view(), name="edit"),
            path(f"{one}check/", acts.Check.as_view(), name="check"),
            path(f"{one}discard/", acts.Discard.as_view(), name="discard"),
            path(f"{one}what-if/", reading.TryOut.as_view(), name="what_if"),
            path(f"{one}export/", reading.Export.as_view(), name="export"),
        ]


class GridMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("coorg_forms.view_criteriagrid")
