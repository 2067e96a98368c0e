"""Where a person may have grids: the services of the establishments of their teams."""

from coorg_forms.inbox.desk import Desk
from coorg_forms.models import Establishment, Service


def places(desk: Desk) -> dict[str, tuple[Establishment, Service]]:
    """``establishment-service`` by keys → both; the service is the canonical row."""
    rows = Establishment.objects.order_by("short_name")
    if not desk.user.is_superuser:
        rows = rows.filter(pk__in=desk.reach.establishments)
    services = Service.objects.canonical().filter(active=True, establishments__in=rows)
    offered = {}
    for service in services.distinct().prefetch_related("establishments"):
        for establishment in service.establishments.all():
            offered.setdefault(establishment.pk, []).append(service)
    return {
        f"{establishment.pk}-{service.pk}": (establishment, service)
        for establishment in rows
        for service in offered.get(establishment.pk, ())
    }
