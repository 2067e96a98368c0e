"""The priority of a request, and how far its evaluation is."""

from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox import words
from coorg_forms.inbox.columns.registry import InboxColumn, register
from coorg_forms.inbox.position import Ordering
from coorg_forms.triage.score import SCORE_STATES


@register
class Priority(InboxColumn):
    name = "priority"
    label = _("Priority")
    order = 45
    sort_key = "score"
    orderings = {
        "score": Ordering("score_key", "due_key", "pk"),
        "-score": Ordering("-score_key", "-due_key", "-pk"),
    }
    cell_template_name = "coorg_forms/inbox/columns/priority.html"

    def prepare(self, requests):
        """Who has still to evaluate a request reads neither its priority nor how it went."""
        hidden = Case(When(self.desk.hidden, then=Value(True)), default=Value(False))
        return requests.annotate(score_is_hidden=hidden)

    def cell(self, request):
        shown = {"progress": words.evaluated(request) if request.evaluated else ""}
        if request.score_is_hidden or not request.evaluated:
            return shown
        return {
            **shown,
            "band": self.desk.bands.get(request.band, request.band),
            "is_chosen": request.band_is_chosen,
            "state": str(SCORE_STATES[request.score_state]),
            "says_state": request.score_state != "scored",
        }
