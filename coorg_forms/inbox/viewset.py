"""Where the inbox stands in the admin, and its item in the menu."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from coorg_forms.inbox.addresses import addresses
from coorg_forms.inbox.counts import waiting
from coorg_forms.inbox.desk import Desk

#: The badge stops counting here.
MOST = 99


class InboxViewSet(ViewSet):
    name = "coorg_requests"
    url_prefix = "requests"
    icon = "mail"
    menu_label = _("Requests")
    menu_name = "coorg-requests"
    menu_order = 150
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self):
        return InboxMenuItem

    def get_urlpatterns(self):
        return addresses()


class InboxMenuItem(MenuItem):
    """Says how many requests wait for the person who looks."""

    def is_shown(self, request):
        return request.user.has_perm("coorg_forms.view_supportrequest")

    def render_component(self, request):
        component = super().render_component(request)
        count = waiting(Desk.of(request), MOST + 1)
        if count:
            written = str(count) if count <= MOST else f"{MOST}+"
            words = ngettext(
                "Requests, %(count)s waits for you", "Requests, %(count)s wait for you", count
            )
            component.attrs = {
                **component.attrs,
                "data-coorg-awaiting": written,
                "aria-label": words % {"count": written},
            }
        return component
