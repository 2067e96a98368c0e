"""What the app registers with Wagtail's admin. It only registers."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from coorg_forms.editor.buttons import CheckMenuItem, page_buttons
from coorg_forms.editor.viewset import EditorViewSet
from coorg_forms.inbox.account import DigestPanel
from coorg_forms.inbox.contact_points import ContactsToVerify
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.grids.viewset import GridViewSet
from coorg_forms.inbox.health_views import HealthPanel
from coorg_forms.inbox.home import WhatNeedsYou
from coorg_forms.inbox.reference_data import ReferenceData, refuse_to_orphan
from coorg_forms.inbox.viewset import InboxViewSet

BUILDER = "coorg_forms/editor/builder.js"
INBOX = "coorg_forms/inbox/inbox.js"
SHEETS = (
    "coorg_forms/inbox/inbox.css",
    "coorg_forms/inbox/follow.css",
    "coorg_forms/inbox/grids.css",
    "coorg_forms/editor/editor.css",
)

register_snippet(ReferenceData)


@hooks.register("register_admin_viewset")
def register_rooms():
    return [InboxViewSet(), EditorViewSet(), GridViewSet()]


@hooks.register("register_page_action_menu_item")
def register_check():
    return CheckMenuItem(order=5)


@hooks.register("register_page_header_buttons")
def editor_buttons(page, user, view_name, next_url=None):
    return page_buttons(page, user)


@hooks.register("insert_editor_js")
def builder_scripts():
    return format_html('<script type="module" src="{}"></script>', static(BUILDER))


@hooks.register("before_delete_snippet")
def keep_what_is_used(request, instances):
    return refuse_to_orphan(request, instances)


@hooks.register("register_permissions")
def register_capabilities():
    return Permission.objects.filter(
        content_type__app_label="coorg_forms",
        content_type__model__in=("supportrequest", "exportrecord", "accessrecord", "criteriagrid"),
    )


@hooks.register("construct_homepage_panels")
def home_panels(request, panels):
    desk = Desk.of(request)
    panels += [WhatNeedsYou(desk), HealthPanel(desk), ContactsToVerify(request.user)]


@hooks.register("register_account_settings_panel")
def digest_panel(request, user, profile):
    return DigestPanel(request, user, profile)


@hooks.register("insert_global_admin_js")
def inbox_scripts():
    return format_html('<script type="module" src="{}"></script>', static(INBOX))


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html_join("", '<link rel="stylesheet" href="{}">', [[static(s)] for s in SHEETS])
