"""Figures of reports: percentiles, and small numbers that are not shown. Pure functions."""

from collections.abc import Collection, Mapping, Sequence

#: Fewer than so many could be recognized.
LEAST = 5


def percentile(counts: Mapping[int, int], percent: int) -> int | None:
    """The smallest value that at least ``percent`` % of the values do not exceed (nearest rank).

    Arguments:
        counts: value → how many times it occurs.
    """
    total = sum(counts.values())
    if not total:
        return None
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed * 100 >= percent * total:
            return value
    raise AssertionError("percent is above 100")


def suppress(
    numbers: Sequence[int], *, hidden: Collection[int] = (), least: int = LEAST
) -> tuple[list[int | None], int | None]:
    """The cells of a column and its total as they may be shown; ``None`` stands for "fewer".

    Cells of 1 to ``least - 1`` are hidden. As the total would tell a cell that is hidden alone, or
    a sum that is small, the smallest cells that are left are hidden with it; when none is left,
    so is the total. Zero is shown: it is about nobody.

    Arguments:
        hidden: positions that must not be shown, because their row is not.
    """
    hidden = {*hidden, *(place for place, number in enumerate(numbers) if 0 < number < least)}
    left = sorted(
        (place for place, number in enumerate(numbers) if number and place not in hidden),
        key=lambda place: numbers[place],
        reverse=True,
    )
    while _is_told(numbers, hidden, least) and left:
        hidden.add(left.pop())
    cells = [None if place in hidden else number for place, number in enumerate(numbers)]
    return cells, None if _is_told(numbers, hidden, least) else sum(numbers)


def _is_told(numbers: Sequence[int], hidden: Collection[int], least: int) -> bool:
    """Whether the total and the cells shown tell what is hidden, or a small part of it."""
    held = [numbers[place] for place in hidden if numbers[place]]
    return bool(held) and (len(held) < 2 or sum(held) < least)
