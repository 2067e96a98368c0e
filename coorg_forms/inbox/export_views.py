"""The addresses of exports: ask in what form and why, hand out the file, list who took what."""

from uuid import uuid4

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox import words
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.export import Export
from coorg_forms.inbox.export_progress import COOKIE, SECONDS, Progress
from coorg_forms.inbox.outgoing import Outgoing
from coorg_forms.inbox.selection import Selection, list_url
from coorg_forms.inbox.spreadsheets import FORMATS, Format
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.models import ExportRecord, SupportRequest


class ExportForm(forms.Form):
    """In what form, why, and for those who see contacts whether these go along."""

    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=ExportRecord.FORMATS,
        initial="csv",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Kept with your name. Name no one here."),
    )
    personal = forms.BooleanField(
        label=gettext_lazy("Personal information too"),
        required=False,
        help_text=gettext_lazy("Who asked and how to reach them. Only if you cannot do without."),
    )

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    """Names the export to whoever asks how far it is."""

    def __init__(self, user, data=None):
        super().__init__(data, initial={"token": uuid4()})
        self.fields["token"].widget.attrs["data-coorg-export-target"] = "token"
        if not operations.can_export(user=user, personal=True):
            del self.fields["personal"]


class ExportView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Export the list at ``next``: its view, its filters, its search, in its order."""

    http_method_names = ["get", "post", "head", "options"]
    permission_policy = ModelPermissionPolicy(SupportRequest)
    permission_required = "export"
    template_name = "coorg_forms/inbox/export.html"
    header_icon = "download"
    page_title = gettext_lazy("Export")

    @cached_property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or list_url(DEFAULT)

    @cached_property
    def selection(self) -> Selection:
        return Selection.at(self.request, self.next_url)

    @cached_property
    def count(self) -> int:
        return self.selection.requests.order_by().count()

    def get(self, request):
        return self.show(ExportForm(request.user))

    def post(self, request):
        form = ExportForm(request.user, request.POST)
        if form.is_valid():
            chosen = FORMATS[form.cleaned_data["format"]]
            if not chosen.most or self.count <= chosen.most:
                return self.send(chosen, form.cleaned_data)
            too_many = _("This format holds %(most)s requests at most.")
            form.add_error("format", too_many % {"most": chosen.most})
        return self.show(form, status=422)

    def send(self, chosen: Format, typed: dict):
        """The file, once its record is kept."""
        personal = typed.get("personal", False)
        requests = self.selection.ordering.sort(self.selection.requests)
        export = Export(requests, Desk.of(self.request), personal=personal)
        outgoing = Outgoing(
            user=self.request.user,
            export=export,
            format=chosen,
            reason=typed["reason"],
            filters=self.selection.in_words,
            progress=Progress(self.request.user, typed["token"]),
        )
        response = outgoing.answer()
        if typed["token"]:
            where = {"max_age": SECONDS, "path": self.request.path}
            response.set_cookie(COOKIE, str(typed["token"]), samesite="Lax", **where)
        return response

    def show(self, form, status: int = 200):
        context = self.get_context_data(
            form=form, count=self.count, selected=self.selection.in_words, next_url=self.next_url
        )
        return self.render_to_response(context, status=status)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.next_url, "label": _("Requests")},
            {"url": "", "label": self.page_title},
        ]


class Exports(PermissionCheckedMixin, BaseListingView):
    """Who exported what, the newest first."""

    model = ExportRecord
    permission_policy = ModelPermissionPolicy(ExportRecord)
    permission_required = "view"
    page_title = gettext_lazy("Exports")
    header_icon = "download"
    default_ordering = "-at"
    paginate_by = 50
    columns = [
        Column("at", label=gettext_lazy("When"), accessor=lambda row: words.at_moment(row.at)),
        Column("user_name", label=gettext_lazy("By")),
        Column("count", label=gettext_lazy("How many")),
        Column("filters", label=gettext_lazy("Which requests")),
        Column("format", label=gettext_lazy("Format"), accessor="get_format_display"),
        BooleanColumn("personal", label=gettext_lazy("Personal information")),
        Column("reason", label=gettext_lazy("Reason")),
    ]

    def get_base_queryset(self):
        return ExportRecord.objects.visible_to(self.request.user, Desk.of(self.request).reach)

    def get_index_url(self):
        return reverse("coorg_requests:exports")

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": list_url(DEFAULT), "label": _("Requests")},
            {"url": "", "label": self.page_title},
        ]

    @property
    def no_results_message(self):
        return _("Nothing was exported yet.")
