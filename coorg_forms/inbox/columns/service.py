"""The service that is asked for."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox.columns.registry import register
from coorg_forms.inbox.columns.term import TermColumn
from coorg_forms.models import Service as ServiceTerm


@register
class Service(TermColumn):
    name = "service"
    label = _("Service")
    order = 30
    model = ServiceTerm
    absent = _("Not known yet")
