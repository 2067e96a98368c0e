"""Times of the inbox at several sizes: ``python -m tests.bench.inbox 1000 1000000``.

Each line is one thing that moderators do, by two times: of the queries with the rows made of them,
without the page around; and of the same queries alone, in the database. A ratio is the time at the
largest size over that at the smallest. Stock forms are measured by their list of submissions. Each
size has a process and a database of its own, kept for the next time.
"""

import json
import os
import subprocess
import sys

from tests.bench import report


def main(sizes: list[int], write: bool) -> None:
    measures = [_measured(size) for size in sizes]
    text = f"{_table(sizes, measures)}\n\n{_export(measures[-1])}"
    print(text)
    if write:
        report.write(f"inbox, {measures[0]['vendor']}", text)


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


def _export(measured) -> str:
    export = measured["export"]
    return (
        f"Export of {export['rows']:,} requests (CSV): {export['seconds']:.0f} s, "
        f"{export['grown']:.0f} MB more memory."
    )


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--write"]
    chosen = sorted(int(word) for word in arguments) or [1000, 1_000_000]
    main(chosen, "--write" in sys.argv)
