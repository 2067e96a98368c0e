"""How long a request has waited, and by when an answer was promised."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox import words
from coorg_forms.inbox.columns.registry import InboxColumn, register
from coorg_forms.inbox.position import Ordering


@register
class Age(InboxColumn):
    name = "age"
    label = _("Due")
    order = 10
    sort_key = "due"
    received_label = _("Received")
    orderings = {
        "due": Ordering("due_key", "received_at", "pk"),
        "-due": Ordering("-due_key", "-received_at", "-pk"),
        "received": Ordering("received_at", "pk"),
        "-received": Ordering("-received_at", "-pk"),
    }
    header_template_name = "coorg_forms/inbox/columns/age_header.html"
    cell_template_name = "coorg_forms/inbox/columns/age.html"

    def cell(self, request):
        return {
            "due": words.due_in(request),
            "ended": words.ended_ago(request),
            "received": words.received_ago(request),
        }
