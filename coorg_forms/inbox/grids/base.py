"""What every page about grids shares: who opens it, and which grids are within reach."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox import vocabulary
from coorg_forms.inbox.desk import Desk
from coorg_forms.models import CriteriaGrid, Service


class GridsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """About the grids of the establishments of the person's teams."""

    permission_policy = ModelPermissionPolicy(CriteriaGrid)
    permission_required = "view"
    header_icon = "check"

    @cached_property
    def desk(self) -> Desk:
        return Desk.of(self.request)

    @cached_property
    def grids(self):
        rows = CriteriaGrid.objects.visible_to(self.request.user, self.desk.reach)
        return rows.select_related("establishment", "service")

    @cached_property
    def may_change(self) -> bool:
        return self.request.user.has_perm("coorg_forms.change_criteriagrid")

    def show(self, status: int = 200, **context):
        context = self.get_context_data(
            index_url=reverse("coorg_grids:index"), may_change=self.may_change, **context
        )
        return self.render_to_response(context, status=status)

    def get_breadcrumbs_items(self):
        own = self.get_page_title()
        index = {"url": reverse("coorg_grids:index"), "label": _("Evaluation grids")}
        here = {"url": "", "label": own, "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, index, here]


class GridView(GridsView):
    """About one version; out of reach, it does not exist."""

    @cached_property
    def grid(self) -> CriteriaGrid:
        return get_object_or_404(self.grids, pk=self.kwargs["pk"])

    @cached_property
    def active(self) -> CriteriaGrid | None:
        """The version in force."""
        return CriteriaGrid.objects.in_force(self.grid.establishment_id, self.grid.service_id)

    @property
    def verdict(self):
        return operations.can_change_grid(
            user=self.request.user, grid=self.grid, reach=self.desk.reach
        )

    def dispatch(self, request, *args, **kwargs):
        if self.user_has_permission(self.permission_required):
            self.grid  # noqa: B018 (out of reach is 404, whatever the method)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return grid_name(self.grid)

    def url(self, name: str) -> str:
        return reverse(f"coorg_grids:{name}", args=[self.grid.pk])

    def show(self, status: int = 200, **context):
        return super().show(status, grid=self.grid, name=grid_name(self.grid), **context)


def grid_name(grid: CriteriaGrid) -> str:
    """``Community organizing, CISSS de l’Outaouais, version 2``."""
    service = vocabulary.labels(Service).get(grid.service.code, grid.service.label)
    return _("%(service)s, %(establishment)s, version %(number)s") % {
        "service": service,
        "establishment": grid.establishment.short_name,
        "number": grid.number,
    }
