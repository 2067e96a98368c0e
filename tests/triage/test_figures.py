"""Percentiles, and that small numbers are neither shown nor told by what is shown."""

from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.triage.figures import LEAST, percentile, suppress

columns = st.lists(st.integers(0, 30), max_size=12)


@given(st.dictionaries(st.integers(0, 50), st.integers(1, 9), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_value_at_its_rank(counts, percent):
    values = sorted(value for value, number in counts.items() for _one in range(number))
    rank = -(-percent * len(values) // 100)

    assert percentile(counts, percent) == values[rank - 1]


def test_nothing_has_no_percentile():
    assert percentile({}, 50) is None


@given(columns, st.sets(st.integers(0, 11)))
def test_no_small_number_is_shown_nor_one_that_must_not_be(numbers, hidden):
    hidden = {place for place in hidden if place < len(numbers)}
    cells, _total = suppress(numbers, hidden=hidden)

    for place, (cell, number) in enumerate(zip(cells, numbers, strict=True)):
        assert cell in (None, number)
        assert cell is None or not 0 < cell < LEAST
        assert place not in hidden or cell is None


@given(columns, st.sets(st.integers(0, 11)))
def test_the_total_never_tells_what_is_hidden(numbers, hidden):
    hidden = {place for place in hidden if place < len(numbers)}
    cells, total = suppress(numbers, hidden=hidden)
    if total is None:
        return
    assert total == sum(numbers)
    held = [number for cell, number in zip(cells, numbers, strict=True) if cell is None and number]
    told = total - sum(cell or 0 for cell in cells)
    assert told == sum(held)
    assert not held or (len(held) >= 2 and told >= LEAST)


@given(st.lists(st.one_of(st.just(0), st.integers(LEAST, 30)), max_size=12))
def test_nothing_is_hidden_without_need(numbers):
    assert suppress(numbers) == (numbers, sum(numbers))


def test_examples():
    assert suppress([20, 3, 9, 0]) == ([20, None, None, 0], 32)
    assert suppress([20, 3, 4]) == ([20, None, None], 27)
    assert suppress([20, 1, 1]) == ([None, None, None], 22)
    assert suppress([3]) == ([None], None)
    assert suppress([]) == ([], 0)
