"""Who acts for someone who is away."""

from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.triage.absence import MOST, acting

people = st.integers(1, 6)


@given(people, st.dictionaries(people, st.none() | people))
def test_who_acts_is_present(person, away):
    found = acting(person, away)
    assert found is None or found not in away
    assert found == person or person in away


def test_a_chain_is_followed_three_times_and_no_more():
    chain = {number: number + 1 for number in range(1, MOST + 1)}
    assert acting(1, chain) == MOST + 1
    assert acting(0, {0: 1, **chain}) is None


def test_nobody_acts_for_people_who_replace_each_other():
    assert acting("a", {"a": "b", "b": "a"}) is None
    assert acting("a", {"a": None}) is None
