"""How far the file of an export is: kept in the cache for a moment, for whoever asked for it."""

from uuid import UUID

from django.core.cache import cache
from django.http import JsonResponse
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms.models import SupportRequest

#: How long a number is worth reading, in seconds.
SECONDS = 60
#: Name of the cookie by which the browser learns that the file has come; its value is the token.
COOKIE = "coorg-export"


def note(user, token: UUID | None, written: int) -> None:
    """``written`` requests of the export that ``token`` names are in its file."""
    if token:
        cache.set(_key(user, token), written, SECONDS)


def _key(user, token: UUID) -> str:
    return f"coorg-forms-export-{user.pk}-{token}"


class ExportProgress(PermissionCheckedMixin, View):
    """``{"written": 1500}``; 0 before the first rows, and for what is somebody else's."""

    http_method_names = ["get", "head", "options"]
    permission_policy = ModelPermissionPolicy(SupportRequest)
    permission_required = "export"

    def get(self, request, token):
        return JsonResponse({"written": cache.get(_key(request.user, token), 0)})
