"""The first rule that matches wins, and no rule ever loses a request."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.triage.routing import Destination, Facts, Rule, Team, destination, reasons

CODES = ("a", "b", "c")
codes = st.sampled_from(CODES)
some = st.sets(codes).map(lambda found: tuple(sorted(found)))
HERE = Team(1, ("a",), ("s",))
THERE = Team(2, ("b", "c"), ("s", "t"))
TEAMS = (HERE, THERE)

facts = st.builds(
    Facts,
    service=st.sampled_from(["", "s", "t"]),
    territories=st.dictionaries(codes, st.frozensets(st.sampled_from(["r", "b"]))),
    is_sure=st.booleans(),
    audience=st.sampled_from(["", "school"]),
    form=st.sampled_from(["", "f"]),
    place=st.sampled_from(["", "fort coulonge", "hull"]),
    organizer=st.sampled_from(["", "zoe levesque"]),
)
teams = st.builds(
    Team,
    key=st.integers(1, 5),
    territories=some,
    services=st.sampled_from([(), ("s",), ("s", "t")]),
    is_active=st.booleans(),
)
unnumbered = st.builds(
    Rule,
    key=st.just(0),
    services=st.frozensets(st.sampled_from(["s", "t"])),
    territories=st.frozensets(st.sampled_from([*CODES, "r"])),
    with_parts=st.booleans(),
    audiences=st.frozensets(st.sampled_from(["school", "town"])),
    form=st.sampled_from(["", "f"]),
    places=st.sampled_from([(), ("coulonge", "chapeau")]),
    organizer=st.sampled_from(["", "answered", "names"]),
    organizers=st.sampled_from([(), ("levesque",)]),
    team=st.none() | teams,
    as_territory=st.sampled_from(["", *CODES]),
)
rules = st.lists(unnumbered, max_size=5).map(
    lambda found: [replace(rule, key=number) for number, rule in enumerate(found, 1)]
)


class Broken(Rule):
    @property
    def services(self):
        raise ValueError("out of order")

    @services.setter
    def services(self, value):
        pass


def test_the_first_rule_that_matches_wins():
    first, second = Rule(1, services=frozenset("s"), team=HERE), Rule(2, team=THERE)
    asked = Facts("s", {"a": frozenset()})
    assert destination(asked, [first, second], TEAMS) == Destination(
        team=1, territory="a", service="s", rule=1, because=("service",)
    )
    assert destination(Facts("t"), [first, replace(second, as_territory="c")], TEAMS).rule == 2


@given(facts, rules)
def test_whoever_wins_matches_and_those_before_do_not_or_cannot_be_followed(known, tried):
    found = destination(known, tried, TEAMS)
    skipped = dict(found.skipped)
    for rule in tried:
        if rule.key == found.rule:
            assert reasons(rule, known) == found.because
            return
        assert reasons(rule, known) is None or rule.key in skipped
    assert found.rule is None


@given(facts, rules, st.randoms())
def test_order_matters_only_between_rules_that_match(known, tried, chance):
    matching = [rule for rule in tried if reasons(rule, known) is not None]
    others = [rule for rule in tried if reasons(rule, known) is None]
    mixed = list(matching)
    for rule in others:
        mixed.insert(chance.randrange(len(mixed) + 1), rule)
    assert destination(known, mixed, TEAMS) == destination(known, tried, TEAMS)


@given(facts, rules)
def test_a_rule_never_sends_to_a_team_that_cannot_answer(known, tried):
    by_key = {rule.key: rule for rule in tried}
    found = destination(known, tried, TEAMS)
    if found.team is None:
        return
    team = by_key[found.rule].team if found.rule else TEAMS[found.team - 1]
    assert team.is_active
    assert found.territory in team.territories and found.service in team.services
    assert not known.service or found.service == known.service


@given(facts, rules, st.integers(0, 5))
def test_a_rule_that_raises_is_as_if_it_were_not_there(known, tried, where):
    broken = [*tried[:where], Broken(99), *tried[where:]]
    found, without = destination(known, broken, TEAMS), destination(known, tried, TEAMS)
    kept = tuple(one for one in found.skipped if one[0] != 99)
    assert replace(found, skipped=kept) == without
    assert (99, "error") in found.skipped or found.rule in {rule.key for rule in tried[:where]}


@given(facts)
def test_without_a_rule_the_team_of_all_the_territories_or_to_route(known):
    found = destination(known, [], TEAMS)
    able = [
        team
        for team in TEAMS
        if known.is_sure
        and known.territories
        and known.service in team.services
        and all(code in team.territories for code in known.territories)
    ]
    assert found.team == (able[0].key if able else None)
    assert bool(found.territory) == bool(found.team)


def test_an_inactive_team_is_passed_over():
    rule = Rule(7, team=replace(HERE, is_active=False))
    found = destination(Facts("s", {"b": frozenset()}), [rule], TEAMS)
    assert (found.team, found.skipped) == (2, ((7, "inactive"),))


def test_a_territory_stands_for_its_parts_when_asked_to():
    rule = Rule(1, territories=frozenset("r"), team=HERE)
    part = Facts("s", {"a": frozenset("r")})
    assert destination(part, [rule], []).rule is None
    assert destination(part, [replace(rule, with_parts=True)], []).rule == 1


def test_territories_that_disagree_meet_no_rule_about_one_of_them():
    rule = Rule(1, territories=frozenset("a"), team=HERE)
    assert destination(Facts("s", {"a": frozenset(), "b": frozenset()}), [rule], []).rule is None
    unsure = Facts("s", {"a": frozenset()}, is_sure=False)
    assert destination(unsure, [rule], TEAMS).team is None


def test_words_are_found_by_their_beginning():
    rule = Rule(1, places=("coulonge",), team=HERE)
    for place, found in {"fort coulonge": 1, "coulongeville": 1, "mcoulonge": None}.items():
        assert destination(Facts("s", place=place), [rule], []).rule == found


def test_a_rule_may_keep_a_request_to_be_routed_by_hand():
    found = destination(Facts("s", {"a": frozenset()}), [Rule(3)], TEAMS)
    assert (found.team, found.territory, found.rule) == (None, "", 3)
