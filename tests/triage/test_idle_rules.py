"""A rule that is said to take nothing takes nothing, whatever is asked."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given

from coorg_forms.triage.idle_rules import IDLE, Idle, Offered, idle
from coorg_forms.triage.routing import Facts, Rule, Team, destination
from tests.triage.test_routing import HERE, TEAMS, THERE, rules

ABOVE = {"a": frozenset("r"), "b": frozenset(), "c": frozenset("r")}
OFFERED = Offered(frozenset("st"), ABOVE, frozenset({"school"}), frozenset({"f"}))
NAMED = [(), ("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("a", "b", "c")]
ASKED = [
    Facts(service, {code: ABOVE[code] for code in named}, is_sure, audience, form, place, organizer)
    for service, named, is_sure, audience, form, place, organizer in product(
        ["", "s", "t"],
        NAMED,
        [True, False],
        ["", "school"],
        ["", "f"],
        ["", "fort coulonge"],
        ["", "roy", "zoe levesque"],
    )
]


@given(rules)
def test_what_is_found_never_wins(tried):
    found = idle(tried, OFFERED)
    if found:
        winners = {destination(facts, tried, TEAMS).rule for facts in ASKED}
        assert winners.isdisjoint(found)


def test_a_rule_for_everything_hides_those_after():
    rest = Rule(1), Rule(2, services=frozenset("s"), team=HERE)
    assert idle(rest, OFFERED) == {2: Idle("shadowed", 1)}
    assert idle(reversed(rest), OFFERED) == {}


WIDE = Rule(
    1,
    services=frozenset("s"),
    territories=frozenset("ab"),
    audiences=frozenset({"school"}),
    places=("cou",),
    organizer="names",
    organizers=("lev",),
    team=Team(1, ("a", "b"), ("s",)),
)
NARROW = replace(
    WIDE, key=2, territories=frozenset("a"), places=("coulonge",), organizers=("levesque",)
)


def test_a_narrower_rule_comes_too_late():
    assert idle([WIDE, NARROW], OFFERED) == {2: Idle("shadowed", 1)}


@pytest.mark.parametrize(
    "wider",
    [
        {"services": frozenset("st")},
        {"territories": frozenset("abc")},
        {"territories": frozenset()},
        {"with_parts": True, "territories": frozenset("abr")},
        {"audiences": frozenset()},
        {"places": ("coulonge", "hull")},
        {"organizer": "answered"},
    ],
)
def test_a_rule_that_takes_more_is_met(wider):
    assert idle([WIDE, replace(NARROW, **wider)], OFFERED) == {}


def test_the_parts_of_a_territory_are_not_the_territory():
    whole, parts = Rule(1, territories=frozenset("ar")), Rule(2, territories=frozenset("r"))
    assert idle([whole, replace(parts, with_parts=True)], OFFERED) == {}
    whole = replace(whole, with_parts=True)
    assert idle([whole, replace(parts, with_parts=True)], OFFERED) == {2: Idle("shadowed", 1)}


def test_an_earlier_rule_that_is_passed_over_hides_nothing():
    only_a = replace(WIDE, team=HERE)  # answers for “a” and “s” alone
    assert idle([only_a, replace(NARROW, territories=frozenset("ab"))], OFFERED) == {}
    closed = replace(WIDE, team=replace(HERE, is_active=False))
    assert idle([closed, NARROW], OFFERED) == {1: Idle("inactive")}


@pytest.mark.parametrize(
    "rule, why",
    [
        (Rule(1, services=frozenset("x")), "gone"),
        (Rule(1, territories=frozenset("x")), "gone"),
        (Rule(1, territories=frozenset("r")), "gone"),
        (Rule(1, audiences=frozenset({"town"})), "gone"),
        (Rule(1, form="g"), "gone"),
        (Rule(1, team=replace(HERE, is_active=False)), "inactive"),
        (Rule(1, services=frozenset("t"), team=HERE), "uncovered"),
        (Rule(1, territories=frozenset("b"), team=HERE), "uncovered"),
        (Rule(1, team=Team(3)), "uncovered"),
        (Rule(1, services=frozenset("sx"), form="f", team=THERE), None),
        (Rule(1, territories=frozenset("r"), with_parts=True, team=HERE), None),
        (Rule(1, territories=frozenset("b"), team=HERE, as_territory="a"), None),
        (Rule(1), None),
    ],
)
def test_why(rule, why):
    assert idle([rule], OFFERED) == ({1: Idle(why)} if why else {})
    assert why is None or why in IDLE


def test_what_is_idle_hides_nothing_either():
    gone = Rule(1, services=frozenset("x"))
    assert idle([gone, replace(gone, key=2)], OFFERED) == {1: Idle("gone"), 2: Idle("gone")}
