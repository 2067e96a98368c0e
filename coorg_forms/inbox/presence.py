"""The address that a page asks, while it is open, who else reads or writes about its requests."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox.desk import Desk
from coorg_forms.models import Presence, SupportRequest
from coorg_forms.operations.writing import name_of

#: As many requests are asked about at most.
MOST = 100
#: A reference is no longer than this.
LENGTH = 30


class PresenceView(PermissionCheckedMixin, View):
    """Posted: ``seen``, the references shown; ``open``, the one that is read, ``writing`` or
    ``gone`` with it. Answered: reference → who else is there, in a sentence.

    A reference that is out of reach or unknown is answered with nothing, like one where nobody is.
    """

    http_method_names = ["post", "options"]
    permission_policy = ModelPermissionPolicy(SupportRequest)
    any_permission_required = ["view"]

    def post(self, request):
        self.desk = Desk.of(request)
        opened = self._opened(request.POST.get("open", ""))
        if opened and "gone" in request.POST:
            operations.leave(user=request.user, request=opened)
        elif opened:
            operations.be_present(
                user=request.user, request=opened, is_writing="writing" in request.POST
            )
        return JsonResponse(self._others(request.POST.getlist("seen")[:MOST]))

    def _opened(self, reference: str) -> SupportRequest | None:
        if not 0 < len(reference) <= LENGTH:
            return None
        return self.desk.requests.filter(reference=reference).only("pk").first()

    def _others(self, references: list[str]) -> dict[str, str]:
        asked = [reference for reference in references if len(reference) <= LENGTH]
        if not asked:
            return {}
        reachable = self.desk.requests.filter(reference__in=asked).order_by()
        said: dict[str, list[str]] = {}
        there = Presence.objects.now().filter(request__in=reachable.values("pk"))
        for one in there.exclude(user=self.request.user):
            said.setdefault(one.request.reference, []).append(sentence(one))
        return {reference: ", ".join(sentences) for reference, sentences in said.items()}


def sentence(one: Presence) -> str:
    """``Zoé Lévesque reads``."""
    words = _("%(name)s writes") if one.is_writing else _("%(name)s reads")
    return words % {"name": name_of(one.user)}
