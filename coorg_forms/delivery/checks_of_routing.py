"""What does not work between a request and those who answer."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coorg_forms.delivery.trouble import Scope, Trouble, list_of, snippets_of
from coorg_forms.models import (
    Membership,
    RoutingRule,
    RoutingTable,
    Service,
    Team,
    Territory,
    needs,
)
from coorg_forms.models.routing_idle import why_idle

#: A request may wait so long to be routed.
ROUTED_WITHIN = timedelta(days=1)


def unrouted(scope: Scope) -> Iterable[Trouble]:
    since = timezone.now() - ROUTED_WITHIN
    number = scope.requests.filter(needs.to_route(scope.user), received_at__lt=since).count()
    if number:
        text = ngettext(
            "%(number)s request has been waiting for more than a day to be routed.",
            "%(number)s requests have been waiting for more than a day to be routed.",
            number,
        )
        advice = _("No team answers for what is not routed.")
        yield Trouble(text % {"number": number}, advice, list_of("route"))


def teams(scope: Scope) -> Iterable[Trouble]:
    """Teams whose mails reach nobody: no mailbox, and no member with an address."""
    reached = Membership.objects.current().filter(user__is_active=True).exclude(user__email="")
    deaf = Team.objects.filter(active=True, establishment__in=scope.establishments, email="")
    for team in deaf.exclude(pk__in=reached.order_by().values("team")):
        yield Trouble(
            _("Nobody is told of the requests of “%(team)s”.") % {"team": team},
            _("Give the team a mailbox or a member."),
            snippets_of(Team),
        )


def territories(scope: Scope) -> Iterable[Trouble]:
    """Territories where a service is offered and no team answers for it."""
    covered = set(
        Team.objects.filter(active=True, establishment__in=scope.establishments)
        .order_by()
        .values_list("territories", "services")
    )
    offered = Service.objects.canonical().filter(
        active=True, establishments__in=scope.establishments
    )
    served = list(offered.values_list("pk", "label", "establishments").distinct())
    here = Territory.objects.canonical().filter(active=True, establishment__in=scope.establishments)
    for territory in here:
        without = [
            label
            for pk, label, establishment in served
            if establishment == territory.establishment_id and (territory.pk, pk) not in covered
        ]
        if without:
            text = _("No team in %(territory)s for: %(services)s.")
            yield Trouble(
                text % {"territory": territory, "services": ", ".join(without)},
                _("Its requests wait under “To route”. Give the territory to a team."),
                snippets_of(Team),
            )


def rules(scope: Scope) -> Iterable[Trouble]:
    """Routing rules that can never take a request."""
    written = RoutingRule.objects.filter(active=True).order_by().values("establishment")
    for establishment in scope.establishments.filter(pk__in=written):
        table = RoutingTable(establishment)
        for key, why in why_idle(table).items():
            said = {"rule": table.rules[key].name, "why": why}
            yield Trouble(
                _("The rule “%(rule)s” never takes a request: %(why)s.") % said,
                _("Change the rule, put it earlier, or make it inactive."),
                f"{snippets_of(RoutingRule)}#coorg-rule-{key}",
            )
