"""What the inbox promises at its largest, and which measures break it."""

from collections.abc import Iterator, Mapping

#: Parts of pages, of which only the time in the database is promised; the first is asked for on
#: every page of the admin.
PARTS = BADGE, COUNTS, AROUND = "number in the menu", "counts of the tabs", "requests around one"
#: In the database, in ms.
MOST, MOST_BADGE = 50, 40
#: Whole time at the largest size over that at the smallest, of a page with as many rows.
RATIO = 1.5
#: A page that is full at the smallest size: it stands for those that are not yet full there.
FULL = "open"
#: More memory while a file is written, in MB.
GROWTH = 50


def broken(first: Mapping, last: Mapping) -> Iterator[str]:
    """The promises that ``last``, measured at the largest size, does not keep.

    Arguments:
        first: the same, measured at the smallest size.
    """
    for name in last["times"]:
        yield from breaks(name, first["times"], last["times"])
    for format, export in last["export"].items():
        if export["grown"] >= GROWTH:
            yield f"{format}: {export['grown']:.0f} MB more memory, {GROWTH} are promised"


def breaks(name: str, first: Mapping, last: Mapping) -> Iterator[str]:
    """The promises that one act does not keep.

    Arguments:
        first: act → whole time, time in the database, rows; at the smallest size.
        last: the same at the largest size.
    """
    if name.startswith("stock"):
        return
    whole, alone, _rows = last[name]
    most = MOST_BADGE if name.endswith(BADGE) else MOST
    ratio = whole / like(name, first, last)
    if alone >= most:
        yield f"{name}: {alone:.0f} ms in the database, {most} are promised"
    if ratio > RATIO and not name.endswith(PARTS):
        yield f"{name}: {ratio:.1f} times as long, {RATIO} are promised"


def like(name: str, first: Mapping, last: Mapping) -> float:
    """The time at the smallest size of a page with as many rows as ``name`` has at the largest."""
    whole, _alone, rows = first[name]
    if (rows or 0) >= (last[name][2] or 0):
        return whole
    who, _colon, _what = name.partition(":")
    return first[f"{who}: {FULL}"][0]
