"""Whom a new request goes to, and what its history keeps of why."""

import logging

from django.db import transaction

from coorg_forms.delivery import recipients
from coorg_forms.models import RoutingTable, Service, SupportRequest, Team, Territory
from coorg_forms.models.absence import Away
from coorg_forms.models.written_keys import as_text
from coorg_forms.operations.assign import assignable
from coorg_forms.operations.writing import name_of
from coorg_forms.questions import registry
from coorg_forms.questions.answers import is_unsure
from coorg_forms.questions.schema import Schema
from coorg_forms.triage.routing import Destination, Facts

logger = logging.getLogger(__name__)


def selected(schema: Schema, clean, role: str) -> tuple[str, ...]:
    """The answers chosen for the question of ``role``; none when it says "I don't know"."""
    question = schema.by_role.get(role)
    if question is None or question.key not in clean:
        return ()
    if is_unsure(question, clean[question.key]):
        return ()
    return registry.get(question.type).selected(clean[question.key])


def give_to_team(request: SupportRequest, schema: Schema, clean, named: list[Territory]) -> dict:
    """Set who answers for a request that is not stored yet. Returns what its event keeps of it.

    Whatever fails, the request is stored: it waits in "To route".

    Arguments:
        named: the territories of the establishment that the answers name.
    """
    table = RoutingTable(request.establishment)
    destination = _destination(table, request, schema, clean, named)
    request.team = Team.objects.filter(pk=destination.team).first() if destination.team else None
    request.territory = _territory(destination.territory, named)
    if request.service is None and destination.service:
        request.service = Service.objects.canonical().filter(code=destination.service).first()
    others = {term.pk for term in named if term != request.territory}
    request.other_territories = as_text(others)
    assignee = _assignee(request, destination.person)
    request.assignee, request.assignee_name = assignee, name_of(assignee)
    return _event_data(destination, table, assignee)


def who_would_be_told(table: RoutingTable, destination: Destination) -> list[dict]:
    """Whom the notice of a request would go to, if it came in now. Nothing is stored."""
    rule = table.rules.get(destination.rule)
    imagined = SupportRequest(
        establishment=table.establishment,
        territory=_territory(destination.territory, []),
        service=Service.objects.canonical().filter(code=destination.service).first(),
        team=Team.objects.filter(pk=destination.team).first() if destination.team else None,
        assignee=rule.person if rule else None,
    )
    return recipients.of_request(imagined)


def facts_of(table: RoutingTable, request: SupportRequest, schema: Schema, clean, here) -> Facts:
    """What routing knows of a request, as it was sent.

    Arguments:
        here: codes of the territories of the establishment.
    """
    said = selected(schema, clean, "territory")
    named = [code for code in said if code in here]
    return table.facts(
        territories=named,
        is_sure=len(said) == len(named),
        service=request.service.code if request.service else "",
        audience=request.audience.code if request.audience else "",
        form=str(request.form_key),
        place=request.place,
        organizer=request.known_organizer,
    )


def _destination(table, request, schema, clean, named) -> Destination:
    try:
        with transaction.atomic():
            here = {term.code for term in named}
            return table.destination(facts_of(table, request, schema, clean, here))
    except Exception as error:  # its words may hold what was answered
        logger.error("routing of %s failed: %s", request.reference, type(error).__name__)
        return Destination(skipped=((0, "error"),))


def _territory(code: str, named: list[Territory]) -> Territory | None:
    if not code:
        return None
    found = next((term for term in named if term.code == code), None)
    return found or Territory.objects.canonical().filter(code=code).first()


def _assignee(request: SupportRequest, key: int | None):
    """The person of the rule, or who acts for them; nobody when neither may look after it."""
    if key is None:
        return None
    able = {person.pk: person for person in assignable(request)}
    person = able.get(key)
    found = Away().acting(person) if person else None
    return able.get(found.pk) if found else None


def _event_data(destination: Destination, table: RoutingTable, assignee) -> dict:
    """Keys, codes and numbers only."""
    data: dict[str, object] = {}
    if destination.rule:
        rule = table.rules[destination.rule]
        data = {"rule": rule.pk, "number": rule.position, "rule_version": rule.version}
        data["because"] = list(destination.because)
    if destination.skipped:
        data["skipped"] = [list(one) for one in destination.skipped]
    return data | ({"assignee": assignee.pk} if assignee else {})
