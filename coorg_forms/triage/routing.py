"""Which team answers for a request: the first rule that matches, or else territory × service.

Plain facts, rules and teams in, a destination and its reasons out; codes and keys, no database.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

#: What a rule may be about: code → words. Stored in events for ever.
REASONS = {
    "service": _("the service"),
    "territory": _("the territory"),
    "audience": _("who asks"),
    "form": _("the form"),
    "place": _("the place"),
    "organizer": _("the organizer already known"),
}

#: Why a rule that matched was passed over: code → words. Stored in events for ever.
SKIPPED = {
    "error": _("it could not be read"),
    "inactive": _("its team is inactive"),
    "uncovered": _("its team does not answer for this territory and service"),
}


@dataclass(frozen=True)
class Facts:
    """What routing knows of a request. Codes of terms; words folded as they are searched."""

    service: str = ""
    territories: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Every territory named → those that it is part of."""
    is_sure: bool = True
    """Whether nothing but territories was named: not "Gatineau" along with "I don't know"."""
    audience: str = ""
    form: str = ""
    place: str = ""
    organizer: str = ""
    """The organizer that they know already, in their words."""


@dataclass(frozen=True)
class Team:
    key: int
    territories: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    is_active: bool = True


@dataclass(frozen=True)
class Rule:
    """A condition left empty holds for every request."""

    key: int
    services: frozenset[str] = frozenset()
    territories: frozenset[str] = frozenset()
    with_parts: bool = False
    """Whether the territories stand for their parts too."""
    audiences: frozenset[str] = frozenset()
    form: str = ""
    places: tuple[str, ...] = ()
    """Words, one of which the place holds."""
    organizer: str = ""
    """``answered``: they named someone; ``names``: one of ``organizers``."""
    organizers: tuple[str, ...] = ()
    team: Team | None = None
    """None sends to "To route"."""
    person: int | None = None
    as_territory: str = ""
    """The territory to give when the team answers for none of those named."""


@dataclass(frozen=True)
class Destination:
    """Where a request goes. Without a team, it waits in "To route"."""

    team: int | None = None
    territory: str = ""
    service: str = ""
    person: int | None = None
    rule: int | None = None
    because: tuple[str, ...] = ()
    """Codes of ``REASONS``: the conditions of the rule, all of which hold."""
    skipped: tuple[tuple[int, str], ...] = ()
    """Rules passed over before, each with a code of ``SKIPPED``."""


def destination(facts: Facts, rules: Iterable[Rule], teams: Sequence[Team]) -> Destination:
    """The first rule that matches and can be followed; else the team of territory and service.

    A rule that raises, or that leads to a team which cannot answer, is passed over: no request is
    ever lost to a rule.

    Arguments:
        rules: in the order in which they are tried.
        teams: those of the establishment; of several that would do, the first.
    """
    skipped: list[tuple[int, str]] = []
    for rule in rules:
        try:
            found = _follow(rule, facts)
        except Exception:
            found = "error"
        if isinstance(found, Destination):
            return _with(found, skipped)
        if found:
            skipped.append((rule.key, found))
    return _with(_usual(facts, teams), skipped)


def reasons(rule: Rule, facts: Facts) -> tuple[str, ...] | None:
    """The conditions of ``rule``, if all of them hold; None as soon as one does not."""
    said = dict(conditions(rule, facts))
    return tuple(said) if all(said.values()) else None


def words_in(words: Iterable[str], text: str) -> bool:
    """Whether ``text`` holds one of ``words``, as whole words from their beginning."""
    return any(f" {word}" in f" {text}" for word in words if word)


def conditions(rule: Rule, facts: Facts) -> Iterator[tuple[str, bool]]:
    """The conditions that ``rule`` sets, by code of ``REASONS``, and whether each holds."""
    if rule.services:
        yield "service", facts.service in rule.services
    if rule.territories:
        yield "territory", _is_in(rule, facts)
    if rule.audiences:
        yield "audience", facts.audience in rule.audiences
    if rule.form:
        yield "form", facts.form == rule.form
    if rule.places:
        yield "place", words_in(rule.places, facts.place)
    if rule.organizer == "answered":
        yield "organizer", bool(facts.organizer)
    elif rule.organizer:
        yield "organizer", words_in(rule.organizers, facts.organizer)


def _is_in(rule: Rule, facts: Facts) -> bool:
    """Every territory named is one of the rule's: those that disagree wait in "To route"."""
    if not facts.territories or not facts.is_sure:
        return False
    return all(
        code in rule.territories or (rule.with_parts and above & rule.territories)
        for code, above in facts.territories.items()
    )


def _follow(rule: Rule, facts: Facts) -> Destination | str:
    """Where the rule leads; a code of ``SKIPPED`` if it cannot be followed, "" if it is not met."""
    because = reasons(rule, facts)
    if because is None:
        return ""
    if rule.team is None:
        return Destination(service=facts.service, rule=rule.key, because=because)
    if not rule.team.is_active:
        return "inactive"
    territory, service = _territory(rule, facts), _service(rule.team, facts)
    if not territory or not service:
        return "uncovered"
    return Destination(rule.team.key, territory, service, rule.person, rule.key, because)


def _territory(rule: Rule, facts: Facts) -> str:
    """A territory of the team: one that was named, the rule's own, or the only one there is."""
    covered = rule.team.territories
    named = [code for code in facts.territories if code in covered]
    if named:
        return named[0]
    if rule.as_territory in covered:
        return rule.as_territory
    return covered[0] if len(covered) == 1 and not facts.territories else ""


def _service(team: Team, facts: Facts) -> str:
    if facts.service:
        return facts.service if facts.service in team.services else ""
    return team.services[0] if len(team.services) == 1 else ""


def _usual(facts: Facts, teams: Sequence[Team]) -> Destination:
    """The team that answers for the service in every territory named, if they are sure."""
    waits = Destination(service=facts.service)
    if not facts.is_sure or not facts.territories or not facts.service:
        return waits
    for team in teams:
        covers = facts.service in team.services and set(facts.territories) <= set(team.territories)
        if team.is_active and covers:
            return Destination(team.key, next(iter(facts.territories)), facts.service)
    return waits


def _with(found: Destination, skipped: list[tuple[int, str]]) -> Destination:
    return replace(found, skipped=tuple(skipped))
