"""Who opened, downloaded or exported which request, for privacy officers and managers."""

from tempfile import TemporaryFile

import django_filters
from django.http import FileResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms.inbox import words
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.filters import ChecksFilter, DateRangeWidget
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.spreadsheets import FORMATS
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.models import AccessRecord
from coorg_forms.models.access_record import kind_choices


class AccessFilters(WagtailFilterSet):
    user_name = django_filters.CharFilter(label=gettext_lazy("Person"), lookup_expr="icontains")
    reference = django_filters.CharFilter(
        label=gettext_lazy("Reference"), field_name="request__reference", lookup_expr="icontains"
    )
    kind = ChecksFilter(label=gettext_lazy("What"), choices=kind_choices)
    day = django_filters.DateFromToRangeFilter(label=gettext_lazy("Day"), widget=DateRangeWidget)

    class Meta:
        model = AccessRecord
        fields = []


class Accesses(PermissionCheckedMixin, BaseListingView):
    """Who reached what, the newest first; the same rows as a file."""

    http_method_names = ["get", "head", "options"]
    model = AccessRecord
    permission_policy = ModelPermissionPolicy(AccessRecord)
    permission_required = "view"
    page_title = gettext_lazy("Accesses")
    header_icon = "view"
    filterset_class = AccessFilters
    table_classname = "listing coorg-accesses"
    default_ordering = "-at"
    paginate_by = 50
    columns = [
        Column("at", label=gettext_lazy("When"), accessor=lambda row: words.at_moment(row.at)),
        Column("user_name", label=gettext_lazy("By")),
        Column("kind", label=gettext_lazy("What"), accessor="get_kind_display"),
        TitleColumn(
            "request",
            label=gettext_lazy("Request"),
            accessor="request.reference",
            get_url=lambda row: reverse("coorg_requests:detail", args=[row.request.reference]),
        ),
    ]

    def get_base_queryset(self):
        reach = Desk.of(self.request).reach
        rows = AccessRecord.objects.visible_to(self.request.user, reach)
        return rows.select_related("request").only("at", "user_name", "kind", "request__reference")

    def get(self, request, *args, **kwargs):
        if request.GET.get("export") == "csv":
            return self.as_csv()
        return super().get(request, *args, **kwargs)

    def as_csv(self) -> FileResponse:
        file = TemporaryFile()  # noqa: SIM115 (the response closes it)
        FORMATS["csv"].write(file, self.rows())
        file.seek(0)
        name = f"{_('accesses')}-{timezone.localdate()}.csv"
        kind = FORMATS["csv"].content_type
        return FileResponse(file, as_attachment=True, filename=name, content_type=kind)

    def rows(self):
        yield [_("When"), _("By"), _("What"), _("Request")]
        found = self.filter_queryset(self.get_base_queryset()).order_by("-at", "-pk")
        for row in found.iterator(chunk_size=1000):
            when = timezone.localtime(row.at).replace(tzinfo=None, microsecond=0)
            yield [when, row.user_name, str(row.get_kind_display()), row.request.reference]

    @cached_property
    def header_more_buttons(self):
        query = urlencode({**self.request.GET.dict(), "export": "csv"})
        return [Button(_("Download (CSV)"), url=f"{self.index_url}?{query}", icon_name="download")]

    def get_index_url(self):
        return reverse("coorg_requests:accesses")

    def get_index_results_url(self):
        return reverse("coorg_requests:accesses_results")

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": list_url(DEFAULT), "label": _("Requests")},
            {"url": "", "label": self.page_title},
        ]

    @property
    def no_results_message(self):
        return _("Nothing was opened, downloaded or exported.")
