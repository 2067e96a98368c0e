"""Who looks after a request."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox.columns.registry import InboxColumn, register


@register
class Assignee(InboxColumn):
    name = "assignee"
    label = _("Looked after by")
    order = 60
    cell_template_name = "coorg_forms/inbox/columns/assignee.html"

    def cell(self, request):
        return {
            "assignee": request.assignee_name if request.assignee_id else "",
            "is_me": request.assignee_id == self.user.pk,
        }
