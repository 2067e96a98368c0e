"""The ways into the editor's pages, from Wagtail's menus of a page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button

from coorg_forms.models import RequestFormMixin
from coorg_forms.operations import importable_models, offer_models


def header_buttons(page, user, view_name="", next_url=None):
    """Of a form page: its check and its file; of its parent: a new form from a starting point."""
    page = page.specific
    if isinstance(page, RequestFormMixin):
        if page.permissions_for_user(user).can_edit():
            yield Button(
                _("Check before publishing"), _url("check", page), icon_name="tasks", priority=12
            )
            yield Button(
                _("Link that fills in the form"), _url("link", page), icon_name="link", priority=34
            )
            yield Button(
                _("Export the form"), _url("export", page), icon_name="download", priority=35
            )
        return
    if importable_models(page, user):
        yield Button(
            _("New form from a starting point"),
            _url("start", page),
            icon_name="list-ul",
            priority=16,
        )
    if offer_models(page, user):
        yield Button(
            _("New service offer from a starting page"),
            _url("start_offer", page),
            icon_name="doc-full",
            priority=17,
        )


class CheckMenuItem(ActionMenuItem):
    """Beside “Publish”."""

    name = "action-coorg-check"
    label = gettext_lazy("Check before publishing")
    icon_name = "tasks"

    def is_shown(self, context):
        return context["view"] == "edit" and isinstance(context.get("page"), RequestFormMixin)

    def get_url(self, parent_context):
        return _url("check", parent_context["page"])


def _url(name: str, page) -> str:
    return reverse(f"coorg_forms_editor:{name}", args=[page.pk])
