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
#: Name of the cookie by which the browser learns that the file comes; its value is the token.
COOKIE = "coorg-export"


class Progress:
    """That of the export that ``token`` names; nothing is kept without one."""

    def __init__(self, user, token: UUID | None):
        self.user, self.token, self.written = user, token, 0

    @property
    def read(self) -> dict:
        """``written`` requests, and ``ended``: "whole", "broken", or empty while it goes on."""
        return cache.get(self._key) or {"written": 0, "ended": ""}

    def wrote(self, written: int) -> None:
        self.written = written
        self._keep("")

    def end(self, *, is_whole: bool) -> None:
        self._keep("whole" if is_whole else "broken")

    def _keep(self, ended: str) -> None:
        if self.token:
            cache.set(self._key, {"written": self.written, "ended": ended}, SECONDS)

    @property
    def _key(self) -> str:
        return f"coorg-forms-export-{self.user.pk}-{self.token}"


class ExportProgress(PermissionCheckedMixin, View):
    """``{"written": 1500, "ended": ""}``; 0 before the first rows, and for what is another's."""

    http_method_names = ["get", "head", "options"]
    permission_policy = ModelPermissionPolicy(SupportRequest)
    permission_required = "export"

    def get(self, request, token):
        return JsonResponse(Progress(request.user, token).read)
