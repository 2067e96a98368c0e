"""The service that is asked for."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox.columns.registry import InboxColumn, register
from coorg_forms.inbox.vocabulary import labels
from coorg_forms.models import Service as ServiceTerm


@register
class Service(InboxColumn):
    name = "service"
    label = _("Service")
    order = 30
    cell_template_name = "coorg_forms/inbox/columns/service.html"

    @cached_property
    def labels(self) -> dict[str, str]:
        return labels(ServiceTerm)

    def prepare(self, requests):
        return requests.select_related("service")

    def cell(self, request):
        return {"service": self.labels.get(request.service.code) if request.service else ""}
