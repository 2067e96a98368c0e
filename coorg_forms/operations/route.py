"""Say which territory and service answer for a request."""

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import Service, SupportRequest, Team, Territory
from coorg_forms.models.reach import Reach
from coorg_forms.models.written_keys import as_text
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.tally import columns_by_service
from coorg_forms.operations.writing import change, compare, require


def can_route(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may send the request to a territory."""
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    if not request.is_open:
        return Verdict(_("This request has ended."))
    return may(user, "route_supportrequest", request, reach)


@transaction.atomic
def route(
    *, user, request: SupportRequest, territory: Territory, service: Service, version: int
) -> SupportRequest:
    """Put the request in the charge of the team of a territory and a service, and tell the team.

    Whoever looked after it gives it back.

    Raises:
        Forbidden: not allowed, or no team covers this territory and service.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_route(user=user, request=request))
    teams = Team.objects.covering(territory, service)
    team = teams.filter(establishment=request.establishment_id).first()
    if team is None:
        raise Forbidden(_("No team covers this territory for this service."))
    is_new = not request.territories.contains(territory)
    others = request.territories.exclude(pk=territory.pk)
    event = change(
        request,
        version=version,
        action="routed",
        actor=user,
        data={"territory": territory.code, "service": service.code, "team": team.pk}
        | ({"added": True} if is_new else {}),
        territory=territory,
        other_territories=as_text(others.values_list("pk", flat=True)),
        service=service,
        team=team,
        assignee=None,
        assignee_name="",
        **columns_by_service(request, service),
    )
    request.territories.add(territory)
    outbox.post_notice(request, cause=event)
    return request
