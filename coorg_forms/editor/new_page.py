"""Base of the pages that start a new page below another, as a draft."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page


class NewPage(WagtailAdminTemplateMixin, View):
    """Only for who may add such a page there."""

    def setup(self, request, *args, parent, **kwargs):
        super().setup(request, *args, **kwargs)
        self.parent = get_object_or_404(Page, pk=parent).specific
        self.models = self.creatable(self.parent, request.user)
        if not self.models:
            raise PermissionDenied

    @staticmethod
    def creatable(parent, user) -> list[type]:
        """The types of page that ``user`` may add below ``parent``."""
        raise NotImplementedError

    def get_breadcrumbs_items(self):
        parent_url = reverse("wagtailadmin_explore", args=[self.parent.pk])
        return [
            *self.breadcrumbs_items,
            {"url": parent_url, "label": self.parent.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]
