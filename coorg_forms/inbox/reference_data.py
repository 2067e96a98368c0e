"""The terms, contact points and teams that requests refer to, for managers to set up."""

from django import forms
from django.contrib.auth import get_user_model
from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, LocaleColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from coorg_forms.inbox.choosers import StaffChooserViewSet
from coorg_forms.inbox.contact_points import ContactPointViewSet
from coorg_forms.inbox.holidays import HolidayViewSet
from coorg_forms.inbox.own_establishment import OwnEstablishmentForm, OwnEstablishmentViewSet
from coorg_forms.inbox.routing.rules import RoutingRuleViewSet
from coorg_forms.inbox.short_links import ShortLinkViewSet
from coorg_forms.inbox.widgets import DayInput
from coorg_forms.models import (
    Audience,
    Establishment,
    Membership,
    Population,
    ReplyTemplate,
    Service,
    Team,
    Territory,
    Theme,
)


class TermViewSet(SnippetViewSet):
    list_display = ["label", "code", BooleanColumn("active", label=_("Active")), LocaleColumn()]
    ordering = ["position", "label"]
    search_fields = ["label", "code"]


class TerritoryViewSet(TermViewSet):
    model = Territory
    icon = "site"
    list_display = ["label", "code", "establishment", *TermViewSet.list_display[2:]]


class ServiceViewSet(TermViewSet):
    model = Service
    icon = "help"


class AudienceViewSet(TermViewSet):
    model = Audience
    icon = "group"


class ThemeViewSet(TermViewSet):
    model = Theme
    icon = "tag"


class PopulationViewSet(TermViewSet):
    model = Population
    icon = "user"


class EstablishmentViewSet(SnippetViewSet):
    model = Establishment
    icon = "home"
    list_display = ["short_name", "name", "code"]
    search_fields = ["name", "short_name"]


class TeamForm(OwnEstablishmentForm):
    """A team with its members: ticking a person makes a membership without dates."""

    members = forms.ModelMultipleChoiceField(
        get_user_model().objects.none(),
        label=_("Members"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Give a membership its dates under “Team memberships”."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("territories", "services"):
            self.fields[name].queryset = self.fields[name].queryset.canonical()
        field = self.fields["members"]
        field.queryset = staff()
        field.label_from_instance = person_label
        if self.instance.pk:
            field.initial = self.instance.memberships.values_list("user", flat=True)

    def _save_m2m(self):
        super()._save_m2m()
        chosen = self.cleaned_data["members"]
        self.instance.memberships.exclude(user__in=chosen).delete()
        for person in chosen:
            Membership.objects.get_or_create(team=self.instance, user=person)


class TeamViewSet(OwnEstablishmentViewSet):
    model = Team
    icon = "group"
    chooser_viewset_class = StaffChooserViewSet
    list_display = ["name", "establishment", "email", BooleanColumn("active", label=_("Active"))]
    search_fields = ["name"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("establishment", widget=forms.Select),
            FieldPanel("territories", widget=forms.CheckboxSelectMultiple),
            FieldPanel("services", widget=forms.CheckboxSelectMultiple),
            FieldPanel("members"),
            FieldPanel("email"),
            FieldPanel("contact"),
            FieldPanel("active"),
        ],
        base_form_class=TeamForm,
    )


class MembershipViewSet(OwnEstablishmentViewSet):
    model = Membership
    way = "team__establishment"
    icon = "user"
    chooser_viewset_class = StaffChooserViewSet
    list_display = ["user", "team", "valid_from", "valid_until"]
    list_filter = ["team"]
    edit_handler = ObjectList(
        [
            FieldPanel("user"),
            FieldPanel("team", widget=forms.Select),
            FieldRowPanel(
                [
                    FieldPanel("valid_from", widget=DayInput),
                    FieldPanel("valid_until", widget=DayInput),
                ]
            ),
        ],
        base_form_class=OwnEstablishmentForm,
    )


class ReplyTemplateViewSet(SnippetViewSet):
    model = ReplyTemplate
    icon = "mail"
    chooser_viewset_class = StaffChooserViewSet
    list_display = [
        "name",
        "use",
        "language",
        "service",
        BooleanColumn("active", label=_("Active")),
    ]
    list_filter = ["use", "language"]
    search_fields = ["name", "body"]


class ReferenceData(SnippetViewSetGroup):
    menu_label = _("Requests settings")
    menu_name = "coorg-settings"
    menu_icon = "cogs"
    menu_order = 160
    items = (
        TeamViewSet,
        MembershipViewSet,
        RoutingRuleViewSet,
        TerritoryViewSet,
        ServiceViewSet,
        AudienceViewSet,
        ThemeViewSet,
        PopulationViewSet,
        ContactPointViewSet,
        ShortLinkViewSet,
        ReplyTemplateViewSet,
        EstablishmentViewSet,
        HolidayViewSet,
    )


def staff():
    """The people who may be put in a team."""
    return get_user_model().objects.filter(is_active=True).order_by("last_name", "first_name", "pk")


def person_label(person) -> str:
    return person.get_full_name() or person.get_username()


def refuse_to_orphan(request, instances):
    """Turn back from a deletion that requests or teams still hold on to; it would fail halfway."""
    for instance in instances:
        collector = Collector(using=router.db_for_write(type(instance)))
        try:
            collector.collect([instance])
        except ProtectedError:
            messages.error(
                request,
                _("“%(name)s” is in use and cannot be deleted. Make it inactive instead.")
                % {"name": instance},
            )
            return redirect(type(instance).snippet_viewset.get_url_name("list"))
    return None
