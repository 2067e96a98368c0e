"""The rules of an establishment that can never take a request."""

from django.utils.translation import gettext as _

from coorg_forms.models.form_page import RequestFormMixin
from coorg_forms.models.routing_table import RoutingTable
from coorg_forms.models.vocabulary import Audience, Service, Territory
from coorg_forms.triage.idle_rules import IDLE, Idle, Offered, idle


def idle_rules(table: RoutingTable) -> dict[int, Idle]:
    """Key of each active rule that takes nothing → why. A constant number of queries."""
    return idle(table.plain_rules, _offered(table)) if table.rules else {}


def why_idle(table: RoutingTable) -> dict[int, str]:
    """The same in words, for those who write the rules."""
    return {key: _in_words(found, table) for key, found in idle_rules(table).items()}


def _in_words(found: Idle, table: RoutingTable) -> str:
    if found.earlier is None:
        return str(IDLE[found.why])
    return _("“%(rule)s” takes the same requests first") % {"rule": table.rules[found.earlier].name}


def _offered(table: RoutingTable) -> Offered:
    """What requests can say today: terms in use, and the forms that are published."""
    here = table.establishment
    services = Service.objects.canonical().filter(active=True, establishments=here)
    territories = Territory.objects.canonical().filter(active=True, establishment=here)
    audiences = Audience.objects.canonical().filter(active=True)
    forms = {
        str(key)
        for model in RequestFormMixin.page_models()
        for key in model.objects.live().order_by().values_list("translation_key", flat=True)
    }
    return Offered(
        services=frozenset(services.values_list("code", flat=True)),
        territories=table.with_those_above(territories.values_list("code", flat=True)),
        audiences=frozenset(audiences.values_list("code", flat=True)),
        forms=frozenset(forms),
    )
