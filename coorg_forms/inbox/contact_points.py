"""Contact points: where each is used, shown before a change is saved, and which to verify."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import LocaleColumn
from wagtail.models import ReferenceIndex
from wagtail.snippets.views.snippets import SnippetViewSet

from coorg_forms.inbox.widgets import DayInput
from coorg_forms.models import ContactPoint
from coorg_forms.models.contact_point import verified_since


class UsesPanel(Panel):
    """Lists what a change of this row will change: pages, forms, teams."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "coorg_forms/inbox/uses.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            uses = uses_of(self.instance)
            finder = AdminURLFinder(self.request.user)
            rows = [{"label": str(one), "url": finder.get_edit_url(one)} for one in uses]
            return {**context, "uses": rows}


class ContactPointViewSet(SnippetViewSet):
    model = ContactPoint
    icon = "mobile-alt"
    list_display = ["label", "phone", "email", "last_verified", LocaleColumn()]
    search_fields = ["label", "email"]
    panels = [
        UsesPanel(heading=_("Where it is used")),
        *(
            FieldPanel("last_verified", widget=DayInput) if name == "last_verified" else panel
            for panel in ContactPoint.panels
            for name in [getattr(panel, "field_name", "")]
        ),
    ]


class ContactsToVerify(Component):
    """On the home of the admin: contact points that nobody verified for months."""

    order = 250
    template_name = "coorg_forms/inbox/contacts_to_verify.html"

    def __init__(self, user):
        self.user = user

    @cached_property
    def contacts(self) -> list[ContactPoint]:
        if not self.user.has_perm("coorg_forms.change_contactpoint"):
            return []
        return list(to_verify())

    def get_context_data(self, parent_context=None):
        finder = AdminURLFinder(self.user)
        rows = [(contact, finder.get_edit_url(contact)) for contact in self.contacts[:10]]
        return {"contacts": rows, "more": max(0, len(self.contacts) - 10)}

    def render_html(self, parent_context=None):
        return super().render_html(parent_context) if self.contacts else ""


def to_verify():
    """The canonical contact points whose date is missing or old, the oldest first."""
    limit = verified_since()
    rows = ContactPoint.objects.canonical().order_by("last_verified", "label")
    return rows.exclude(last_verified__gte=limit)


def uses_of(contact: ContactPoint) -> list:
    """Pages, forms and teams that refer to ``contact``, in any language."""
    rows = contact.canonical.get_translations(inclusive=True)
    found = {}
    for row in rows:
        for source, _references in ReferenceIndex.get_grouped_references_to(row):
            found[type(source), source.pk] = source
    return list(found.values())
