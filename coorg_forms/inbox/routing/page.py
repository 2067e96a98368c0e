"""What the pages about routing share: for managers, of the establishments in their reach."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms.inbox.desk import Desk
from coorg_forms.models import Establishment, RoutingRule


class RoutingPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    permission_policy = ModelPermissionPolicy(RoutingRule)
    permission_required = "change"
    header_icon = "redirect"

    @cached_property
    def desk(self) -> Desk:
        return Desk.of(self.request)

    @cached_property
    def establishments(self):
        """Those of the person's teams; all of them for an administrator."""
        rows = Establishment.objects.all()
        if self.request.user.is_superuser:
            return rows
        return rows.filter(pk__in=self.desk.reach.establishments)

    def get_breadcrumbs_items(self):
        rules = reverse(RoutingRule.snippet_viewset.get_url_name("list"))
        return [
            *self.breadcrumbs_items,
            {"url": rules, "label": _("Routing rules")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        urls = RoutingRule.snippet_viewset
        return super().get_context_data(
            rules_url=reverse(urls.get_url_name("list")),
            trial_url=reverse(urls.get_url_name("trial")),
            coverage_url=reverse(urls.get_url_name("coverage")),
            **kwargs,
        )
