"""What the inbox promises at its largest, and which measures break it."""

from collections.abc import Iterator, Mapping

#: Parts of pages, of which only the time in the database is promised; the first is asked for on
#: every page of the admin.
PARTS = BADGE, COUNTS, AROUND = "number in the menu", "counts of the tabs", "requests around one"
#: In the database, in ms.
MOST, MOST_BADGE = 50, 40
#: Whole time at the largest size over that at the smallest.
RATIO = 1.5
#: More memory while a file is written, in MB.
GROWTH = 50


def broken(first: Mapping, last: Mapping) -> Iterator[str]:
    """The promises that ``last``, measured at the largest size, does not keep.

    Arguments:
        first: the same, measured at the smallest size.
    """
    for name, (whole, alone) in last["times"].items():
        if name.startswith("stock"):
            continue
        most = MOST_BADGE if name.endswith(BADGE) else MOST
        ratio = whole / first["times"][name][0]
        if alone >= most:
            yield f"{name}: {alone:.0f} ms in the database, {most} are promised"
        if ratio > RATIO and not name.endswith(PARTS):
            yield f"{name}: {ratio:.1f} times as long, {RATIO} are promised"
    for format, export in last["export"].items():
        if export["grown"] >= GROWTH:
            yield f"{format}: {export['grown']:.0f} MB more memory, {GROWTH} are promised"
