"""Where a request stands, and whom it waits for."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox import words
from coorg_forms.inbox.columns.registry import InboxColumn, register
from coorg_forms.models import SupportRequest


@register
class State(InboxColumn):
    name = "state"
    label = _("State")
    order = 50
    cell_template_name = "coorg_forms/inbox/columns/state.html"

    def prepare(self, requests):
        kept_with = SupportRequest.objects.filter(duplicate_of=OuterRef("pk")).order_by()
        return requests.annotate(has_duplicates=Exists(kept_with))

    def cell(self, request):
        return {
            "state": words.state_label(request),
            "tone": request.known_state.tone,
            "waiting": words.waiting_on(request),
            "has_duplicates": request.has_duplicates,
        }
