"""The inbox at one size, in a process of its own that answers one run at a time."""

import json
import os
import subprocess
import sys


class Site:
    """A site with ``size`` requests, whose acts are run by name.

    Attributes:
        acts: what can be run, in the order of the table.
        vendor: of its database.
    """

    def __init__(self, size: int):
        self.size = size
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.inbox_at"],
            env=os.environ | {"BENCH_SIZE": str(size)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        hello = self._answer()
        self.acts, self.vendor = hello["acts"], hello["vendor"]

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._process.stdin.close()
        self._process.wait()

    def run(self, act: str) -> tuple[float, float, int | None]:
        """Run ``act`` once: the whole answer and its queries alone, in ms; the rows of its list."""
        whole, alone, rows = self._ask({"run": act})
        return whole, alone, rows

    def export(self, format: str) -> dict:
        """Write the largest file: its rows, its seconds, by how many MB the process grew."""
        return self._ask({"export": format})

    def _ask(self, question: dict):
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self):
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the site of {self.size:,} requests ended: see above")
        return json.loads(line)
