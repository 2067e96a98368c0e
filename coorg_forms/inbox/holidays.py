"""The days on which an establishment is closed, in the admin; those of a year in one click."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView

from coorg_forms import operations
from coorg_forms.inbox import words
from coorg_forms.inbox.own_establishment import OwnEstablishmentForm, OwnEstablishmentViewSet, own
from coorg_forms.inbox.widgets import DayInput
from coorg_forms.models import Establishment, Holiday
from coorg_forms.operations.holidays import YEARS, without_list
from coorg_forms.triage.calendar import quebec_holidays


class HolidayIndex(IndexView):
    @cached_property
    def header_buttons(self):
        buttons = super().header_buttons
        if operations.can_propose_holidays(user=self.request.user):
            url = reverse(Holiday.snippet_viewset.get_url_name("propose"))
            label = _("Propose those of a year")
            return [*buttons, HeaderButton(label, url=url, icon_name="calendar-check")]
        return buttons


class ProposeForm(forms.Form):
    establishment = forms.ModelChoiceField(None, label=_("Establishment"), empty_label=None)
    year = forms.IntegerField(label=_("Year"), min_value=YEARS[0], max_value=YEARS[1])

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["establishment"].queryset = own(Establishment.objects.all(), "pk", user)


class Propose(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Fill the list of an establishment for a year with Quebec's public holidays."""

    http_method_names = ["get", "post", "head", "options"]
    permission_policy = ModelPermissionPolicy(Holiday)
    permission_required = "add"
    template_name = "coorg_forms/inbox/propose_holidays.html"
    header_icon = "calendar-check"
    page_title = _("Propose the holidays of a year")

    def get(self, request):
        return self.show(ProposeForm(request.user, initial={"year": timezone.localdate().year + 1}))

    def post(self, request):
        form = ProposeForm(request.user, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        number = operations.propose_holidays(user=request.user, **form.cleaned_data)
        messages.success(request, _said(number, form.cleaned_data["year"]))
        return redirect(self.index_url)

    def show(self, form, status: int = 200):
        year, here = timezone.localdate().year, form.fields["establishment"].queryset
        context = self.get_context_data(
            form=form,
            missing=[pair for one in (year, year + 1) for pair in without_list(one, here)],
            days=[(words.on_day(day), label) for day, label in _proposed(year + 1)],
            year=year + 1,
            index_url=self.index_url,
        )
        return self.render_to_response(context, status=status)

    @property
    def index_url(self) -> str:
        return reverse(Holiday.snippet_viewset.get_url_name("list"))

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.index_url, "label": Holiday._meta.verbose_name_plural},
            {"url": "", "label": self.page_title},
        ]


def _proposed(year: int):
    return quebec_holidays(year, year, get_language() or "fr").items()


def _said(number: int, year: int) -> str:
    text = ngettext(
        "%(number)s day of %(year)s was added. Now add the days that are your own.",
        "%(number)s days of %(year)s were added. Now add the days that are your own.",
        number,
    )
    return text % {"number": number, "year": year}


class HolidayViewSet(OwnEstablishmentViewSet):
    model = Holiday
    icon = "calendar"
    index_view_class = HolidayIndex
    list_display = [
        Column("date", label=_("Date"), accessor=lambda row: words.on_day(row.date)),
        "label",
        "establishment",
    ]
    list_filter = ["establishment"]
    search_fields = ["label"]
    ordering = ["-date", "establishment"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("establishment", widget=forms.Select),
            FieldPanel("date", widget=DayInput),
            FieldPanel("label"),
        ],
        base_form_class=OwnEstablishmentForm,
    )

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("propose/", Propose.as_view(), name="propose")]
