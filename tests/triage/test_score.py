"""The examples and the properties that a score must have; exact, whatever the notes."""

import ast
import inspect
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.triage import score as scoring
from coorg_forms.triage.score import combine, exact_score, rounded, score
from tests.grids import GATE, WEIGHTS, WORKED, YES, parsed

GRID = parsed()
KEYS = list(WEIGHTS)


def result(notes, grid=GRID):
    return score(grid, YES, notes)


def summing_to(total: int) -> dict[str, int]:
    """Notes whose weighted sum is ``total``."""

    def search(keys, left):
        if not keys:
            return {} if left == 0 else None
        for note in range(3, -1, -1):
            rest = search(keys[1:], left - note * WEIGHTS[keys[0]])
            if rest is not None:
                return {keys[0]: note, **rest}
        return None

    return search(KEYS, total)


# Examples -------------------------------------------------------------------------------------


def test_the_worked_example():
    found = result(WORKED)
    assert found.exact == Fraction(235, 3)
    assert (found.state, found.value, found.band.key) == ("scored", 78, "P1")


def test_not_applicable_leaves_both_sums():
    found = result({**WORKED, "partners": None})
    assert (found.value, found.band.key) == (80, "P1")
    assert result({**WORKED, "partners": 0}).value == 72


@pytest.mark.parametrize(
    "total, value, band",
    [
        (225, 75, "P1"),
        (220, 73, "P2"),
        (165, 55, "P2"),
        (160, 53, "P3"),
        (105, 35, "P3"),
        (100, 33, "P4"),
        (300, 100, "P1"),
        (0, 0, "P4"),
    ],
)
def test_edges_of_the_bands(total, value, band):
    found = result(summing_to(total))
    assert (found.value, found.band.key) == (value, band)


@pytest.mark.parametrize(
    "other, value, band, spread, discuss", [(195, 72, "P2", 13, False), (150, 64, "P2", 28, True)]
)
def test_two_evaluators(other, value, band, spread, discuss):
    together = combine(GRID, [(YES, WORKED), (YES, summing_to(other))])
    assert (together.score.value, together.score.band.key) == (value, band)
    assert together.spread == spread
    assert (together.spread > scoring.SPREAD) == discuss


def test_half_is_rounded_up():
    assert [rounded(Fraction(n, 2)) for n in (1, 3, 5, 145)] == [1, 2, 3, 73]


def test_two_notes_apart_ask_for_a_joint_note():
    other = {**WORKED, "timing": 1}
    together = combine(GRID, [(YES, WORKED), (YES, other)])
    assert together.apart == ("timing",) and together.asks_discussion
    near = combine(GRID, [(YES, WORKED), (YES, {**WORKED, "timing": 2})])
    assert near.apart == () and not near.asks_discussion


def test_not_applicable_is_never_apart():
    together = combine(GRID, [(YES, WORKED), (YES, {**WORKED, "timing": None})])
    assert together.apart == ()


def test_below_sixty_percent_there_is_no_score():
    enough = {"inequalities": 3, "collective": 3, "timing": 3, "fit": 3}  # 60
    assert result(enough).value == 100
    short = {**dict.fromkeys(KEYS), "inequalities": 3, "collective": 3, "participation": 3}  # 55
    found = result(short)
    assert (found.state, found.value, found.band, found.exact) == ("insufficient", None, None, None)
    assert result({}).state == "insufficient"


def test_a_no_at_the_gate_stops_the_score():
    found = score(GRID, {**YES, "mandate": False, "complete": False}, WORKED)
    assert (found.state, found.value, found.refused) == ("gate", None, ("mandate", "complete"))


def test_who_disagrees_at_the_gate_must_talk():
    together = combine(GRID, [(YES, WORKED), ({**YES, "territory": False}, {})])
    assert together.score.state == "gate"
    assert together.gate_apart == ("territory",) and together.asks_discussion


def test_an_insufficient_evaluation_leaves_the_others():
    together = combine(GRID, [(YES, WORKED), (YES, {"fit": 3})])
    assert together.score.value == 78 and together.spread == 0


def test_nobody_has_evaluated():
    together = combine(GRID, [])
    assert together.score.state == "none" and not together.asks_discussion


def test_a_grid_without_weights_or_notes_has_no_score():
    assert exact_score(parsed({"a": 0}), {"a": 3}) is None
    assert score(parsed(), YES, dict.fromkeys(KEYS)).state == "insufficient"


# Properties -----------------------------------------------------------------------------------

note = st.integers(0, 3)
full = st.fixed_dictionaries(dict.fromkeys(KEYS, note))
#: With "not applicable" here and there, never below 60 % of the weight.
partial = st.fixed_dictionaries(dict.fromkeys(KEYS, st.none() | note)).filter(
    lambda notes: sum(WEIGHTS[key] for key in KEYS if notes[key] is not None) >= 60
)
weights = st.fixed_dictionaries(dict.fromkeys(KEYS, st.integers(1, 100)))
evaluations = st.lists(partial.map(lambda notes: (YES, notes)), min_size=1, max_size=5)


@given(partial)
def test_from_zero_to_a_hundred(notes):
    found = result(notes)
    assert 0 <= found.exact <= 100 and 0 <= found.value <= 100
    assert found.band == GRID.band(found.value)


@given(partial, st.sampled_from(KEYS))
def test_a_higher_note_never_lowers(notes, key):
    if notes[key] is None or notes[key] == 3:
        return
    higher = {**notes, key: notes[key] + 1}
    assert result(higher).exact > result(notes).exact
    assert result(higher).value >= result(notes).value


@given(weights, st.integers(2, 9), partial)
def test_only_the_shares_of_the_weights_count(own, times, notes):
    larger = {key: weight * times for key, weight in own.items()}
    assert exact_score(parsed(own), notes) == exact_score(parsed(larger), notes)


@given(weights, st.permutations(KEYS), partial)
def test_the_order_of_criteria_does_not_count(own, order, notes):
    turned = parsed({key: own[key] for key in order})
    assert exact_score(parsed(own), notes) == exact_score(turned, dict(reversed(notes.items())))


@given(full, st.sampled_from(KEYS))
def test_not_applicable_is_no_worse_than_zero_nor_better_than_three(notes, key):
    lowest, none, highest = (exact_score(GRID, {**notes, key: n}) for n in (0, None, 3))
    assert lowest <= none <= highest


@given(partial, note)
def test_the_same_note_everywhere_whatever_does_not_apply(shape, k):
    notes = {key: None if given is None else k for key, given in shape.items()}
    assert result(notes).value == {0: 0, 1: 33, 2: 67, 3: 100}[k]


@given(evaluations, st.randoms())
def test_the_order_of_evaluators_does_not_count(given_, chance):
    turned = given_[:]
    chance.shuffle(turned)
    assert combine(GRID, given_) == combine(GRID, turned)


@given(evaluations)
def test_together_they_lie_between_them(given_):
    alone = [result(notes) for _gate, notes in given_]
    together = combine(GRID, given_)
    assert min(one.exact for one in alone) <= together.score.exact
    assert together.score.exact <= max(one.exact for one in alone)
    values = [one.value for one in alone]
    assert min(values) <= together.score.value <= max(values)
    assert together.spread == max(values) - min(values)


@given(partial)
def test_alone_or_several_times_the_same(notes):
    assert combine(GRID, [(YES, notes)] * 3).score == result(notes)


@given(st.fixed_dictionaries(dict.fromkeys(GATE, st.booleans())), partial)
def test_no_score_leaves_a_closed_gate(gate, notes):
    found = score(GRID, gate, notes)
    assert (found.value is None) == (not all(gate.values()))
    assert found.refused == tuple(key for key in GATE if not gate[key])


@given(partial, weights)
def test_a_new_version_leaves_what_was_scored(notes, others):
    """A score reads its own grid alone: whatever comes after it changes nothing."""
    before = result(notes)
    result(notes, parsed(others))
    assert result(notes) == before


@given(evaluations)
def test_no_float_anywhere(given_):
    together = combine(GRID, given_)
    assert isinstance(together.score.exact, Fraction)
    assert isinstance(together.score.value, int) and isinstance(together.spread, int)


def test_the_source_holds_no_float():
    tree = ast.parse(inspect.getsource(scoring))
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id in ("float", "round"))
        if isinstance(node, ast.BinOp):
            assert not isinstance(node.op, ast.Div)
