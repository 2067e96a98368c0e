"""What the inbox promises at its largest, and which measures break it."""

from collections.abc import Iterator, Mapping

from tests.bench.samples import Samples

#: Parts of pages, of which only the time in the database is promised; the first is asked for on
#: every page of the admin.
PARTS = BADGE, COUNTS, AROUND = "number in the menu", "counts of the tabs", "requests around one"
#: In the database, in ms.
MOST, MOST_BADGE = 50, 40
#: Whole time at the largest size over that at the smallest, of a page with as many rows.
RATIO = 1.5
#: More memory while a file is written, in MB.
GROWTH = 50


def breaks(act: str, samples: Samples) -> Iterator[str]:
    """The promises that one act does not keep."""
    if act.startswith("stock"):
        return
    most = MOST_BADGE if act.endswith(BADGE) else MOST
    alone, ratio = samples.alone(act), samples.ratio(act)
    if alone >= most:
        yield f"{act}: {alone:.0f} ms in the database, {most} are promised"
    if ratio > RATIO and not act.endswith(PARTS):
        yield f"{act}: {ratio:.2f} times as long, {RATIO} are promised"


def too_large(exports: Mapping[str, Mapping]) -> Iterator[str]:
    """The files, of ``{format: measure}``, that took more memory than promised."""
    for format, export in exports.items():
        if export["grown"] >= GROWTH:
            yield f"{format}: {export['grown']:.0f} MB more memory, {GROWTH} are promised"
