"""What the app registers with Wagtail's admin. It only registers."""

from django.contrib.auth.models import Permission
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from coorg_forms import assets
from coorg_forms.editor.buttons import CheckMenuItem, header_buttons
from coorg_forms.editor.gate import BEFORE_LOCALIZE, refuse_gaps
from coorg_forms.editor.history import register_actions
from coorg_forms.editor.viewset import EditorViewSet
from coorg_forms.inbox.account import DigestPanel
from coorg_forms.inbox.contact_points import ContactsToVerify
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.grids.viewset import GridViewSet
from coorg_forms.inbox.health_views import HealthPanel
from coorg_forms.inbox.home import WhatNeedsYou
from coorg_forms.inbox.own_establishment import refuse_elsewhere
from coorg_forms.inbox.reference_data import ReferenceData, refuse_to_orphan
from coorg_forms.inbox.viewset import InboxViewSet

register_snippet(ReferenceData)


@hooks.register("register_admin_viewset")
def register_rooms():
    return [InboxViewSet(), EditorViewSet(), GridViewSet()]


@hooks.register("register_page_action_menu_item")
def register_check():
    return CheckMenuItem(order=5)


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


hooks.register("register_page_header_buttons", header_buttons)
hooks.register("before_delete_snippet", refuse_elsewhere)
hooks.register("before_delete_snippet", refuse_to_orphan)
hooks.register("register_account_settings_panel", DigestPanel)
hooks.register("before_edit_page", refuse_gaps, order=BEFORE_LOCALIZE)
hooks.register("register_log_actions", register_actions)
hooks.register("insert_editor_js", assets.builder_script)
hooks.register("insert_editor_js", assets.seek_script)
hooks.register("insert_global_admin_js", assets.inbox_script)
hooks.register("insert_global_admin_css", assets.style_sheets)
