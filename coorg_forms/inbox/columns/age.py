"""How long a request has waited, and by when an answer was promised."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox import words
from coorg_forms.inbox.columns.registry import InboxColumn, register


@register
class Age(InboxColumn):
    name = "age"
    label = _("Due")
    order = 10
    sort_key = "due"
    received_label = _("Received")
    orderings = {
        "due": (F("due_on").asc(nulls_last=True), "received_at", "pk"),
        "-due": (F("due_on").desc(nulls_last=True), "-received_at", "-pk"),
        "received": ("received_at", "pk"),
        "-received": ("-received_at", "-pk"),
    }
    header_template_name = "coorg_forms/inbox/columns/age_header.html"
    cell_template_name = "coorg_forms/inbox/columns/age.html"

    def cell(self, request):
        return {
            "due": words.due_in(request),
            "ended": words.ended_ago(request),
            "received": words.received_ago(request),
        }
