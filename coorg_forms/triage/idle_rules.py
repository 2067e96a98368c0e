"""Which routing rules can never take a request, and why. Codes and keys, no database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from coorg_forms.triage.routing import Rule

#: Why a rule takes no request: code → words that follow a colon.
IDLE = {
    "gone": _("what it asks for is not offered any more"),
    "inactive": _("its team is inactive"),
    "uncovered": _("its team does not answer for what it asks for"),
    "shadowed": _("an earlier rule takes the same requests first"),
}


@dataclass(frozen=True)
class Offered:
    """What a request can say today, as codes."""

    services: frozenset[str] = frozenset()
    territories: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Every territory → those that it is part of."""
    audiences: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Idle:
    why: str
    """A code of ``IDLE``."""
    earlier: int | None = None
    """The rule that takes its requests first."""


def idle(rules: Iterable[Rule], offered: Offered) -> dict[int, Idle]:
    """The ``rules`` that never take a request, by key.

    What is found is certain; a rule that nobody happens to meet is not found.

    Arguments:
        rules: the active ones, in the order in which they are tried.
    """
    found: dict[int, Idle] = {}
    before: list[Rule] = []
    for rule in rules:
        why = _why(rule, offered)
        first = next((one for one in before if _takes_all(one, rule)), None)
        if why:
            found[rule.key] = Idle(why)
        elif first:
            found[rule.key] = Idle("shadowed", first.key)
        else:
            before.append(rule)
    return found


def _why(rule: Rule, offered: Offered) -> str:
    if _asks_for_what_is_gone(rule, offered):
        return "gone"
    if rule.team is None:
        return ""
    if not rule.team.is_active:
        return "inactive"
    return "" if _finds_territory(rule, offered) and _finds_service(rule) else "uncovered"


def _asks_for_what_is_gone(rule: Rule, offered: Offered) -> bool:
    return any(
        [
            rule.services and not rule.services & offered.services,
            rule.territories and not any(_named(rule, offered)),
            rule.audiences and not rule.audiences & offered.audiences,
            rule.form and rule.form not in offered.forms,
        ]
    )


def _named(rule: Rule, offered: Offered) -> Iterator[str]:
    """The territories of today that meet the rule's condition."""
    for code, above in offered.territories.items():
        within = rule.with_parts and above & rule.territories
        if not rule.territories or code in rule.territories or within:
            yield code


def _finds_territory(rule: Rule, offered: Offered) -> bool:
    """Whether its team can be given a territory: see ``routing.destination``."""
    covered = rule.team.territories
    if rule.as_territory in covered or (len(covered) == 1 and not rule.territories):
        return True
    return not set(covered).isdisjoint(_named(rule, offered))


def _finds_service(rule: Rule) -> bool:
    return bool(rule.services & set(rule.team.services) if rule.services else rule.team.services)


def _takes_all(earlier: Rule, rule: Rule) -> bool:
    """Whether every request that meets ``rule`` meets ``earlier`` and can follow it."""
    return (
        _holds(earlier.services, rule.services)
        and _holds(earlier.territories, rule.territories)
        and (earlier.with_parts or not rule.with_parts or not earlier.territories)
        and _holds(earlier.audiences, rule.audiences)
        and earlier.form in ("", rule.form)
        and (not earlier.places or _begin(earlier.places, rule.places))
        and _knows(earlier, rule)
        and _can_follow(earlier, rule)
    )


def _holds(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    """Whether whatever meets the condition ``narrow`` meets ``wide``; an empty one always holds."""
    return not wide or (bool(narrow) and narrow <= wide)


def _begin(wide: Iterable[str], narrow: Iterable[str]) -> bool:
    """Whether each of the ``narrow`` words begins with one of the ``wide``."""
    narrow = list(narrow)
    return bool(narrow) and all(any(word.startswith(one) for one in wide) for word in narrow)


def _knows(earlier: Rule, rule: Rule) -> bool:
    if not earlier.organizer:
        return True
    if earlier.organizer == "answered":
        return bool(rule.organizer)
    return rule.organizer == "names" and _begin(earlier.organizers, rule.organizers)


def _can_follow(earlier: Rule, rule: Rule) -> bool:
    """Whether ``earlier`` is never passed over for a request that meets ``rule``."""
    team = earlier.team
    if team is None:
        return True
    territories = earlier.territories if not earlier.with_parts else frozenset()
    territories = rule.territories if rule.territories and not rule.with_parts else territories
    placed = earlier.as_territory in team.territories or (
        bool(territories) and territories <= set(team.territories)
    )
    services = rule.services or earlier.services
    return placed and bool(services) and services <= set(team.services)
