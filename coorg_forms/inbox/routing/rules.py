"""The routing rules in the admin: written, put in order, for managers."""

from uuid import UUID

from django import forms
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import IndexView

from coorg_forms import operations
from coorg_forms.inbox.choosers import StaffChooserViewSet
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.own_establishment import OwnEstablishmentForm, OwnEstablishmentViewSet
from coorg_forms.inbox.routing.coverage_view import CoverageView
from coorg_forms.inbox.routing.trial_view import TrialView
from coorg_forms.inbox.routing.words import conditions_of, form_titles, target_of
from coorg_forms.models import Membership, RoutingRule
from coorg_forms.operations.writing import name_of


class RuleForm(OwnEstablishmentForm):
    """A rule whose parts agree: the team is of the establishment, the person of the team."""

    form_key = forms.TypedChoiceField(
        label=gettext_lazy("Form"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("services", "territories", "audiences", "as_territory"):
            self.fields[name].queryset = self.fields[name].queryset.canonical()
        self.fields["form_key"].choices = [("", _("Any form")), *form_titles().items()]
        people = self.fields["person"]
        members = Membership.objects.current().order_by().values("user")
        people.queryset = people.queryset.filter(is_active=True, pk__in=members)
        people.label_from_instance = name_of

    def clean(self):
        cleaned = super().clean()
        team, establishment = cleaned.get("team"), cleaned.get("establishment")
        if team and establishment and team.establishment_id != establishment.pk:
            self.add_error("team", _("This team belongs to another establishment."))
        if cleaned.get("organizer") == "names" and not cleaned.get("organizer_names"):
            self.add_error("organizer_names", _("Write at least one name."))
        self._check_place(team, cleaned.get("as_territory"))
        self._check_person(team, cleaned.get("person"))
        return cleaned

    def _check_place(self, team, territory):
        if territory and not (team and team.territories.filter(pk=territory.pk).exists()):
            self.add_error("as_territory", _("The team does not answer for this territory."))

    def _check_person(self, team, person):
        if person is None:
            return
        here = Membership.objects.current().filter(team=team, user=person)
        if team is None or not here.exists():
            self.add_error("person", _("This person does not work in the team."))


class ConditionsColumn(Column):
    cell_template_name = "coorg_forms/inbox/routing/conditions.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        desk = Desk.of(parent_context["request"])
        said = {"conditions": conditions_of(instance, desk), "idle": desk.why_idle(instance)}
        return {**context, **said}


class OrderColumn(Column):
    """Two buttons: earlier, later. They work by keyboard and without scripts."""

    cell_template_name = "coorg_forms/inbox/routing/order.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        token = get_token(parent_context["request"])
        return {**context, "url": url("order", instance.pk), "csrf": token}


class RuleIndex(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("establishment", "person").whole()

    @cached_property
    def header_more_buttons(self):
        return [
            *super().header_more_buttons,
            Button(_("Try the rules"), url=url("trial"), icon_name="view"),
            Button(_("Who answers where"), url=url("coverage"), icon_name="table"),
        ]


class RoutingRuleViewSet(OwnEstablishmentViewSet):
    model = RoutingRule
    icon = "redirect"
    chooser_viewset_class = StaffChooserViewSet
    index_view_class = RuleIndex
    ordering = ["establishment", "position", "pk"]
    copy_view_enabled = False
    list_display = [
        "name",
        OrderColumn("position", label=gettext_lazy("Number")),
        "establishment",
        ConditionsColumn("conditions", label=gettext_lazy("When")),
        Column("target", label=gettext_lazy("Goes to"), accessor=target_of),
        BooleanColumn("active", label=gettext_lazy("Active")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("establishment", widget=forms.Select),
            MultiFieldPanel(
                [
                    FieldPanel("services", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("territories", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("with_parts"),
                    FieldPanel("audiences", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("form_key"),
                    FieldPanel("place"),
                    FieldPanel("organizer"),
                    FieldPanel("organizer_names"),
                ],
                heading=gettext_lazy("When all of this holds (what is left empty always does)"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("team", widget=forms.Select),
                    FieldPanel("person"),
                    FieldPanel("as_territory", widget=forms.Select),
                ],
                heading=gettext_lazy("The request goes to"),
            ),
            FieldPanel("active"),
        ],
        base_form_class=RuleForm,
    )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("order/<int:pk>/", self.within(Order.as_view()), name="order"),
            path("try/", TrialView.as_view(), name="trial"),
            path("coverage/", CoverageView.as_view(), name="coverage"),
        ]


class Order(PermissionCheckedMixin, View):
    """One place earlier or later."""

    http_method_names = ["post", "options"]
    permission_policy = ModelPermissionPolicy(RoutingRule)
    permission_required = "change"

    def post(self, request, pk):
        rule = get_object_or_404(RoutingRule, pk=pk)
        before = request.POST.get("to") == "before"
        operations.order_rule(user=request.user, rule=rule, before=before)
        said = {"name": rule.name, "number": rule.position}
        messages.success(request, _("“%(name)s” is rule %(number)s now.") % said)
        return redirect(f"{url('list')}#coorg-rule-{rule.pk}")


def url(name: str, *args) -> str:
    return reverse(RoutingRule.snippet_viewset.get_url_name(name), args=args)
