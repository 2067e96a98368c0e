"""What is asked, and by which group: never by which person."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox import words
from coorg_forms.inbox.columns.registry import InboxColumn, register
from coorg_forms.inbox.position import Ordering
from coorg_forms.models import Audience


@register
class Request(InboxColumn):
    name = "request"
    label = _("Request")
    order = 20
    sort_key = "reference"
    # References follow each other as requests are received: one index serves both.
    orderings = {
        "reference": Ordering("received_at", "pk"),
        "-reference": Ordering("-received_at", "-pk"),
    }
    cell_template_name = "coorg_forms/inbox/columns/request.html"

    def prepare(self, requests):
        return requests.select_related("audience")

    def cell(self, request):
        address = reverse("coorg_requests:detail", args=[request.reference])
        return {
            "url": f"{address}?{urlencode({'next': self.list_url})}",
            "who": words.who_asks(request, self.desk.labels(Audience)),
        }
