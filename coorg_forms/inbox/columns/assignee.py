"""Who looks after a request."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox import words
from coorg_forms.inbox.columns.registry import InboxColumn, register


@register
class Assignee(InboxColumn):
    name = "assignee"
    label = _("Looked after by")
    order = 60
    cell_template_name = "coorg_forms/inbox/columns/assignee.html"

    def prepare(self, requests):
        return requests.select_related("assignee")

    def cell(self, request):
        absence = self.desk.away.of(request.assignee_id)
        stands_in = self.desk.away.acting(request.assignee) if absence else None
        return {
            "away": words.away(absence, stands_in),
            "assignee": request.assignee_name if request.assignee_id else "",
            "is_me": request.assignee_id == self.desk.user.pk,
        }
