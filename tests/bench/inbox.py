"""Times of the inbox at several sizes: ``python -m tests.bench.inbox 1000 1000000``.

Each line is one thing that moderators do, by two times: the whole answer through Django's test
client, and its queries alone, in the database. A ratio is the time at the largest size over that at
the smallest. Stock forms are measured by their list of submissions. Each size has a process and a
database of its own, kept for the next time. Ends with an error when a promise is broken.
``BENCH_EXPORTS=csv,xlsx`` says which files are written at the largest size.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence

from tests.bench import report
from tests.bench.promises import breaks, broken, like


def main(sizes: list[int], write: bool) -> int:
    """Print the table, and the promises that it breaks. Returns how many."""
    measures = [_measured(size) for size in sizes]
    _again(sizes, measures)
    said = [f"- Over its promise: {line}." for line in broken(measures[0], measures[-1])]
    kept = "\n".join(said) or "Every promise is kept."
    text = "\n\n".join([_table(sizes, measures), *_exports(measures[-1]), kept])
    print(text)
    if write:
        report.write(f"inbox, {measures[0]['vendor']}", text)
    return len(said)


def _again(sizes: list[int], measures: list[dict]) -> None:
    """Measure once more what breaks a promise: the machine may have been busy a moment."""
    doubtful = [name for name in measures[-1]["times"] if any(breaks(name, *_ends(measures)))]
    if not doubtful:
        return
    for size, measured in zip(sizes, measures, strict=True):
        measured["times"] |= _measured(size, doubtful)["times"]


def _ends(measures: list[dict]) -> tuple[dict, dict]:
    return measures[0]["times"], measures[-1]["times"]


def _measured(size: int, only: Sequence[str] = ()) -> dict:
    """What ``inbox_at`` measures at ``size``; without the exports when it is asked for ``only``."""
    environ = os.environ | {"BENCH_SIZE": str(size)}
    if only:
        environ |= {"BENCH_ONLY": json.dumps(only), "BENCH_EXPORTS": ""}
    command = [sys.executable, "-m", "tests.bench.inbox_at"]
    made = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)
    return json.loads(made.stdout)


def _table(sizes, measures) -> str:
    heads = "".join(f" {size:,}, ms | in database |" for size in sizes)
    lines = [f"| | rows |{heads} ratio |", "|---" * (2 * len(sizes) + 3) + "|"]
    for name in measures[0]["times"]:
        times = [measured["times"][name] for measured in measures]
        shown = "".join(f" {total:.1f} | {alone:.1f} |" for total, alone, _rows in times)
        ratio = times[-1][0] / like(name, *_ends(measures))
        rows = "" if times[-1][2] is None else times[-1][2]
        lines.append(f"| {name} | {rows} |{shown} {ratio:.1f} |")
    return "\n".join(lines)


def _exports(measured) -> list[str]:
    return [
        f"Export of {export['rows']:,} requests ({name.upper()}): {export['seconds']:.0f} s, "
        f"{export['grown']:.0f} MB more memory."
        for name, export in measured["export"].items()
    ]


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--write"]
    chosen = sorted(int(word) for word in arguments) or [1000, 1_000_000]
    sys.exit(1 if main(chosen, "--write" in sys.argv) else 0)
