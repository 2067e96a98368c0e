"""What the app registers with Wagtail's admin. It only registers."""

from django.contrib.auth.models import Permission
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from coorg_forms.inbox.contact_points import ContactsToVerify
from coorg_forms.inbox.reference_data import ReferenceData, refuse_to_orphan
from coorg_forms.inbox.viewset import InboxViewSet

register_snippet(ReferenceData)


@hooks.register("register_admin_viewset")
def register_inbox():
    return InboxViewSet()


@hooks.register("before_delete_snippet")
def keep_what_is_used(request, instances):
    return refuse_to_orphan(request, instances)


@hooks.register("register_permissions")
def register_capabilities():
    return Permission.objects.filter(
        content_type__app_label="coorg_forms",
        content_type__model__in=("supportrequest", "exportrecord"),
    )


@hooks.register("construct_homepage_panels")
def contacts_to_verify(request, panels):
    panels.append(ContactsToVerify(request.user))


@hooks.register("insert_global_admin_css")
def inbox_css():
    return format_html('<link rel="stylesheet" href="{}">', static("coorg_forms/inbox/inbox.css"))
