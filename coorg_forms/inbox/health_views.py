"""What does not work, for those who oversee: a page, and a panel on the home when there is some."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.delivery.health import troubles
from coorg_forms.delivery.reminders import undelivered_reminders
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.models import SupportRequest
from coorg_forms.operations.writing import name_of


class HealthPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    permission_policy = ModelPermissionPolicy(SupportRequest)
    template_name = "coorg_forms/inbox/health.html"
    header_icon = "warning"
    page_title = _("To fix")

    def user_has_permission(self, permission):
        return self.request.user.has_perm("coorg_forms.view_health")

    permission_required = "view"

    def get_context_data(self, **kwargs):
        user, reach = self.request.user, Desk.of(self.request).reach
        return super().get_context_data(
            troubles=troubles(user, reach), reminders=undelivered_reminders(user, reach), **kwargs
        )

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": list_url(DEFAULT), "label": _("Requests")},
            {"url": "", "label": self.page_title},
        ]


class RetryReminder(PermissionCheckedMixin, View):
    """Send one reminder again; those of other establishments do not exist."""

    http_method_names = ["post", "options"]
    permission_required = "view"

    def user_has_permission(self, permission):
        return operations.can_retry_reminder(user=self.request.user)

    def post(self, request, pk: int):
        mine = undelivered_reminders(request.user, Desk.of(request).reach)
        mail = get_object_or_404(mine, pk=pk)
        operations.retry_reminder(user=request.user, mail=mail)
        said = _("The reminder of %(name)s is being sent again.")
        messages.success(request, said % {"name": name_of(mail.user)})
        return redirect("coorg_requests:health")


class HealthPanel(Component):
    """On the home of the admin, only when something does not work."""

    order = 95
    template_name = "coorg_forms/inbox/health_panel.html"
    MOST = 5

    def __init__(self, desk: Desk):
        self.desk = desk

    @cached_property
    def troubles(self):
        return troubles(self.desk.user, self.desk.reach)

    def get_context_data(self, parent_context=None):
        return {
            "troubles": self.troubles[: self.MOST],
            "more": max(0, len(self.troubles) - self.MOST),
            "url": reverse("coorg_requests:health"),
        }

    def render_html(self, parent_context=None):
        return super().render_html(parent_context) if self.troubles else ""
