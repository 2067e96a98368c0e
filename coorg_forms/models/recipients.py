"""Whether someone receives what a form sends: every territory and service that it offers."""

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from coorg_forms.models.establishment import Establishment
from coorg_forms.models.routing_coverage import Cell, cells
from coorg_forms.models.routing_table import RoutingTable
from coorg_forms.models.vocabulary import Service, Territory
from coorg_forms.questions import registry
from coorg_forms.questions.freeze import written_options

#: What the log of a page calls a publication that was refused because nobody would answer.
HELD = "coorg_forms.hold_form"


def unanswered(
    stream, establishment: Establishment, service: Service | None, form: str
) -> dict[str, list[str]]:
    """Where the requests of a form would reach no team; empty when someone answers everywhere.

    A form that asks no territory is routed by hand: its service needs a team somewhere.

    Arguments:
        stream: the questions of the form.
        service: that of the form, when no question asks for it.
        form: key of the form.

    Returns:
        Label of a service → labels of the territories where nobody answers for it; none where no
        team does at all.
    """
    here = Territory.objects.filter(establishment=establishment, active=True).canonical()
    asked = _offered(stream, "territory", here)
    services = _services(stream, establishment, service)
    territories = here if asked is None else asked
    table = RoutingTable(establishment)
    found = list(cells(table, _codes(territories), _codes(services), form))
    if asked is None:
        return _without_team(services, found)
    return _without_places(territories, services, [cell for cell in found if cell.is_hole])


def unanswered_by(page) -> dict[str, list[str]]:
    """The same of a form page as it stands; one without establishment is refused elsewhere."""
    if not page.establishment:
        return {}
    return unanswered(page.questions, page.establishment, page.service, str(page.form_key))


def in_words(found: dict[str, list[str]]) -> str:
    """What ``unanswered`` found: a sentence for the services without a team, one for each other."""
    alone = [service for service, places in found.items() if not places]
    sentences = []
    if alone:
        said = {"services": get_text_list(alone, _("and"))}
        sentences.append(_("No team of the establishment answers for: %(services)s.") % said)
    for service, places in found.items():
        if places:
            said = {"service": service, "territories": get_text_list(places, _("and"))}
            sentences.append(_("Nobody answers for %(service)s in: %(territories)s.") % said)
    return " ".join(sentences)


def _services(stream, establishment, own: Service | None):
    """Those that the form offers; its own when no question asks."""
    here = Service.objects.filter(establishments=establishment, active=True).canonical()
    asked = _offered(stream, "service", here)
    if asked is not None:
        return asked
    return Service.objects.filter(pk=own.canonical.pk) if own else Service.objects.none()


def _offered(stream, role: str, terms: QuerySet) -> QuerySet | None:
    """The terms that the question of ``role`` offers; None when no question asks."""
    for child in stream:
        if child.block_type not in registry.names() or child.value.get("role") != role:
            continue
        if registry.get(child.block_type).options_from:
            return terms
        keys = [option["key"] for option in written_options(child.value)]
        return terms.filter(code__in=keys)
    return None


def _without_team(services, found: list[Cell]) -> dict[str, list[str]]:
    answered = {cell.service for cell in found if not cell.is_hole}
    return {term.label: [] for term in services if term.code not in answered}


def _without_places(territories, services, holes: list[Cell]) -> dict[str, list[str]]:
    found = {}
    for service in services:
        missing = {cell.territory for cell in holes if cell.service == service.code}
        if places := [term.label for term in territories if term.code in missing]:
            found[service.label] = places
    return found


def _codes(terms) -> list[str]:
    return [term.code for term in terms]
