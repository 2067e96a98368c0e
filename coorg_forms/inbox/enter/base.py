"""What the pages on which a request is entered have in common."""

import uuid

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.models import SupportRequest


class EnterView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Base of them all: for who may enter requests."""

    permission_policy = ModelPermissionPolicy(SupportRequest)
    permission_required = "enter"
    header_icon = "plus"
    page_title = gettext_lazy("Enter a request")

    @cached_property
    def pages(self) -> list:
        return operations.enterable(user=self.request.user, reach=Desk.of(self.request).reach)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": list_url(DEFAULT), "label": _("Requests")},
            {"url": "", "label": self.get_page_title()},
        ]


class EntryView(EnterView):
    """Base of the pages of one entry. A form out of reach does not exist."""

    @cached_property
    def page(self):
        found = (page for page in self.pages if page.pk == self.kwargs["form"])
        page = next(found, None)
        if page is None or page.current_version() is None:
            raise Http404
        return page

    def address(self, name: str = "enter_form", *args, page=None, **query) -> str:
        address = reverse(f"coorg_requests:{name}", args=[(page or self.page).pk, *args])
        return f"{address}?{urlencode(query)}" if query else address

    def go_to_entered(self, identity: uuid.UUID):
        """To what was entered already, when the same is sent twice; None when it was not."""
        stored = operations.received_from(identity)
        return redirect("coorg_requests:entered", stored.public_id) if stored else None
