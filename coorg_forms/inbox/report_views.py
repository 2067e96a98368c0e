"""The page of the report, and the same figures as a file."""

from datetime import date

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms.inbox import words
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.report import Report, Table
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.spreadsheets import FORMATS
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.inbox.widgets import DayInput
from coorg_forms.inbox.workload import state_labels, workload
from coorg_forms.models import Establishment, SupportRequest
from coorg_forms.triage.figures import LEAST


class PeriodForm(forms.Form):
    since = forms.DateField(label=gettext_lazy("Received from"), widget=DayInput)
    until = forms.DateField(label=gettext_lazy("to"), widget=DayInput)
    establishment = forms.ModelChoiceField(
        Establishment.objects.none(),
        label=gettext_lazy("Establishment"),
        required=False,
        empty_label=gettext_lazy("All of mine"),
    )

    def __init__(self, desk: Desk, data):
        super().__init__({**usual_period(), **data})
        here = Establishment.objects.all()
        if not desk.user.is_superuser:
            here = here.filter(pk__in=desk.reach.establishments)
        self.fields["establishment"].queryset = here

    def clean(self):
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("until", _("The end comes before the beginning."))


def usual_period() -> dict[str, str]:
    """The last twelve months, whole ones, until today."""
    today = timezone.localdate()
    since = date(today.year - (today.month < 12), today.month % 12 + 1, 1)
    return {"since": since.isoformat(), "until": today.isoformat()}


class ReportPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    http_method_names = ["get", "head", "options"]
    permission_policy = ModelPermissionPolicy(SupportRequest)
    permission_required = "view"
    template_name = "coorg_forms/inbox/report.html"
    header_icon = "table"
    page_title = gettext_lazy("Report")

    def user_has_permission(self, permission):
        return self.request.user.has_perm("coorg_forms.view_reports")

    def get(self, request, *args, **kwargs):
        self.desk = Desk.of(request)
        self.form = PeriodForm(self.desk, request.GET.dict())
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        if request.GET.get("export") == "csv":
            return self.as_csv()
        return self.render_to_response(self.get_context_data())

    @cached_property
    def requests(self):
        """Spam and what is in quarantine are no requests."""
        chosen = self.form.cleaned_data
        found = self.desk.requests.outside_quarantine().exclude(outcome="spam")
        if chosen["establishment"]:
            found = found.filter(establishment=chosen["establishment"])
        return found

    @cached_property
    def report(self) -> Report:
        chosen = self.form.cleaned_data
        days = (chosen["since"], chosen["until"])
        return Report(self.requests.filter(received_at__date__range=days), self.desk)

    def as_csv(self) -> HttpResponse:
        """Every table, one below the other, with what the numbers mean."""
        response = HttpResponse(content_type=FORMATS["csv"].content_type)
        days = f"{self.form.cleaned_data['since']}-{self.form.cleaned_data['until']}"
        response["Content-Disposition"] = f'attachment; filename="{_("report")}-{days}.csv"'
        FORMATS["csv"].write(response, rows(self.report.tables))
        return response

    def get_context_data(self, **kwargs):
        shown = {"form": self.form, "least": LEAST}
        if self.form.is_valid():
            chosen = self.form.cleaned_data
            shown |= {
                "tables": self.report.tables,
                "whole": self.report.tables[0].total,
                "period": (words.on_day(chosen["since"]), words.on_day(chosen["until"])),
                "loads": workload(self.requests, self.request.user),
                "state_labels": state_labels(),
                "csv_url": f"?{urlencode({**self.request.GET.dict(), 'export': 'csv'})}",
            }
        return super().get_context_data(**shown, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": list_url(DEFAULT), "label": _("Requests")},
            {"url": "", "label": self.page_title},
        ]


def headings() -> list[str]:
    return [
        _("Requests received"),
        _("Open now"),
        _("Days to first contact, median"),
        _("Days to first contact, 90th percentile"),
        _("Days to decision, median"),
        _("Days to decision, 90th percentile"),
    ]


def rows(tables: list[Table]):
    """The rows of a file; a cell that is not shown says so."""
    for table in tables:
        yield [table.label, *headings()]
        for row in [*table.rows, table.total]:
            numbers = [row.contact.median, row.contact.most, row.decision.median, row.decision.most]
            counts = [_("not shown") if one is None else str(one)
                      for one in (row.received, row.open)]  # fmt: skip
            yield [row.label, *counts, *("" if one is None else str(one) for one in numbers)]
        yield []
