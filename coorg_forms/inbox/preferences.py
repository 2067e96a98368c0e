"""The address where a person says how they like to work."""

from django.shortcuts import redirect
from django.views.generic import View
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.models import SupportRequest

#: What is asked, by its field of ``Preference``.
PREFERENCES = ("after_act", "undo_seconds", "split")


class Prefer(PermissionCheckedMixin, View):
    """Remember how a person likes to work, and take them back."""

    http_method_names = ["post", "options"]
    permission_policy = ModelPermissionPolicy(SupportRequest)
    any_permission_required = ["view"]

    def post(self, request):
        sent = {name: request.POST[name] for name in PREFERENCES if name in request.POST}
        operations.prefer(user=request.user, **sent)
        return redirect(get_valid_next_url_from_request(request) or list_url(DEFAULT))
