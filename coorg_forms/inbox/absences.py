"""Absences: one's own, those of colleagues for managers, and what comes of them."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox import counts
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.inbox.widgets import DayInput
from coorg_forms.models import Absence, SupportRequest
from coorg_forms.operations.absences import absentees, replacements, who_take
from coorg_forms.operations.errors import OperationError
from coorg_forms.operations.writing import name_of


class AbsenceForm(forms.Form):
    """Who, from when until when, and who acts meanwhile."""

    person = forms.ModelChoiceField(None, label=gettext_lazy("Who is away"), empty_label=None)
    starts_on = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    ends_on = forms.DateField(
        label=gettext_lazy("Until"), widget=DayInput, help_text=gettext_lazy("The last day away.")
    )
    replacement = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Replaced by"),
        required=False,
        empty_label=gettext_lazy("Nobody: the team is told"),
        help_text=gettext_lazy(
            "They see what you see and act for you on those days, as far as their own role goes."
        ),
    )

    def __init__(self, desk: Desk, data=None):
        super().__init__(data, auto_id="id_absence_%s", initial={"person": desk.user})
        people = absentees(desk.user, desk.reach)
        able = replacements(desk.user)
        if len(people) == 1:
            self.fields["person"].widget = forms.HiddenInput()
        else:
            able = who_take(people.order_by().values("request_memberships__team__establishment"))
        self._offer("person", people)
        self._offer("replacement", able)

    def _offer(self, name, people):
        self.fields[name].queryset = people
        self.fields[name].label_from_instance = name_of


class AbsencePage(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    permission_policy = ModelPermissionPolicy(SupportRequest)
    any_permission_required = ["view"]
    template_name = "coorg_forms/inbox/absences.html"
    header_icon = "calendar-alt"
    page_title = gettext_lazy("Absences")

    @cached_property
    def desk(self) -> Desk:
        return Desk.of(self.request)

    @cached_property
    def absences(self):
        """Those that last or are to come, of the people whose absences one may declare."""
        rows = Absence.objects.current().select_related("user", "replacement")
        return rows.filter(user__in=absentees(self.request.user, self.desk.reach))

    def show(self, form, status: int = 200):
        context = self.get_context_data(form=form, absences=self.absences, back=list_url(DEFAULT))
        return self.render_to_response(context, status=status)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": list_url(DEFAULT), "label": _("Requests")},
            {"url": "", "label": self.page_title},
        ]


class Absences(AbsencePage):
    http_method_names = ["get", "post", "head", "options"]

    def get(self, request):
        return self.show(AbsenceForm(self.desk))

    def post(self, request):
        form = AbsenceForm(self.desk, request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            operations.declare_absence(user=request.user, **form.cleaned_data)
        except OperationError as error:
            form.add_error(None, str(error))
            return self.show(form, status=422)
        messages.success(request, _("The absence was noted. Everything comes back by itself."))
        return redirect(reverse("coorg_requests:absences"))


class EndAbsence(AbsencePage):
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        absence = get_object_or_404(self.absences, pk=pk)
        operations.end_absence(user=request.user, absence=absence)
        counts.forget(request.user)
        said = {"name": name_of(absence.user)}
        messages.success(request, _("%(name)s is no longer marked as away.") % said)
        return redirect(reverse("coorg_requests:absences"))
