"""A box to tick, for who may act on several requests at once."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox.columns.registry import InboxColumn, register


@register
class Tick(InboxColumn):
    name = "tick"
    label = _("Select")
    order = 5
    header_template_name = "coorg_forms/inbox/columns/tick_header.html"
    cell_template_name = "coorg_forms/inbox/columns/tick.html"
