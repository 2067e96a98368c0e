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

from tests.bench import report
from tests.bench.promises import broken


def main(sizes: list[int], write: bool) -> int:
    """Print the table, and the promises that it breaks. Returns how many."""
    measures = [_measured(size) for size in sizes]
    said = [f"- Over its promise: {line}." for line in broken(measures[0], measures[-1])]
    kept = "\n".join(said) or "Every promise is kept."
    text = "\n\n".join([_table(sizes, measures), *_exports(measures[-1]), kept])
    print(text)
    if write:
        report.write(f"inbox, {measures[0]['vendor']}", text)
    return len(said)


def _measured(size: int) -> dict:
    environ = os.environ | {"BENCH_SIZE": str(size)}
    command = [sys.executable, "-m", "tests.bench.inbox_at"]
    made = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE)
    return json.loads(made.stdout)


def _table(sizes, measures) -> str:
    heads = "".join(f" {size:,}, ms | in database |" for size in sizes)
    lines = [f"| |{heads} ratio | in database |", "|---" * (2 * len(sizes) + 3) + "|"]
    for name in measures[0]["times"]:
        times = [measured["times"][name] for measured in measures]
        shown = "".join(f" {total:.1f} | {alone:.1f} |" for total, alone in times)
        ratios = "".join(
            f" {last / first:.1f} |" for first, last in zip(times[0], times[-1], strict=True)
        )
        lines.append(f"| {name} |{shown}{ratios}")
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
