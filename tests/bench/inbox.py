"""Times of the inbox at several sizes: ``python -m tests.bench.inbox 1000 1000000``.

Each line is one thing that moderators do, by two times: the whole answer through Django's test
client, and its queries alone, in the database. A ratio is the time at the largest size over that at
the smallest. Stock forms are measured by their list of submissions. Each size has a process and a
database of its own, kept for the next time. Ends with an error when a promise is broken.

``BENCH_RUNS`` says how often each act is run, ``BENCH_ONLY`` which acts are (their names, as a list
in JSON), ``BENCH_EXPORTS=csv,xlsx`` which files are written at the largest size.
"""

import json
import os
import sys
from contextlib import ExitStack

from tests.bench import report
from tests.bench.promises import breaks, too_large
from tests.bench.samples import Samples
from tests.bench.site import Site

RUNS = int(os.environ.get("BENCH_RUNS", "9"))
#: How often an act that breaks a promise is given as many runs again.
AGAIN = 3


def main(sizes: list[int], write: bool) -> int:
    """Print the table, and the promises that it breaks. Returns how many."""
    with ExitStack() as stack:
        samples = Samples([stack.enter_context(Site(size)) for size in sizes])
        acts = json.loads(os.environ.get("BENCH_ONLY", "null")) or samples.acts
        samples.take(acts, RUNS)
        for _time in range(AGAIN):
            samples.take([act for act in acts if any(breaks(act, samples))], RUNS)
        exports = _exports(samples.sites[-1])
    faults = [line for act in acts for line in breaks(act, samples)] + [*too_large(exports)]
    said = [f"- Over its promise: {line}." for line in faults]
    kept = "\n".join(said) or "Every promise is kept."
    text = "\n\n".join([_table(acts, samples), *_written(exports), kept])
    print(text)
    if write:
        report.write(f"inbox, {samples.sites[0].vendor}", text)
    return len(said)


def _table(acts: list[str], samples: Samples) -> str:
    places = range(len(samples.sites))
    heads = "".join(f" {site.size:,}, ms | in database |" for site in samples.sites)
    lines = [f"| | rows |{heads} ratio |", "|---" * (2 * len(places) + 3) + "|"]
    for act in acts:
        times = "".join(
            f" {samples.whole(act, place):.1f} | {samples.alone(act, place):.1f} |"
            for place in places
        )
        rows = samples.rows(act)
        rows = "" if rows is None else rows
        lines.append(f"| {act} | {rows} |{times} {samples.ratio(act):.1f} |")
    return "\n".join(lines)


def _exports(site: Site) -> dict[str, dict]:
    formats = filter(None, os.environ.get("BENCH_EXPORTS", "csv").split(","))
    return {format: site.export(format) for format in formats}


def _written(exports) -> list[str]:
    return [
        f"Export of {export['rows']:,} requests ({name.upper()}): {export['seconds']:.0f} s, "
        f"{export['grown']:.0f} MB more memory."
        for name, export in exports.items()
    ]


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--write"]
    chosen = sorted(int(word) for word in arguments) or [1000, 1_000_000]
    sys.exit(1 if main(chosen, "--write" in sys.argv) else 0)
