"""Runs of the same acts at several sizes, in turn, and what they say together.

A shared machine runs at half its speed for seconds at a time. So runs of one act are spread over
the whole measure; its time is that of its fastest run, which nothing disturbed; and a ratio is the
median of those of runs that followed one another.
"""

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence

from tests.bench.site import Site

#: A page that is full at the smallest size: it stands for those that are not yet full there.
FULL = "open"


class Samples:
    """What was measured so far on ``sites``, from the smallest to the largest."""

    def __init__(self, sites: Sequence[Site]):
        self.sites = sites
        self._runs = defaultdict(list)
        self._ratios = defaultdict(list)

    @property
    def acts(self) -> list[str]:
        return self.sites[0].acts

    def take(self, acts: Iterable[str], rounds: int) -> None:
        """Run each of ``acts`` once at each size, ``rounds`` times over."""
        acts = list(acts)
        for _round in range(rounds):
            for act in acts:
                self._take(act)

    def _take(self, act: str) -> None:
        runs = [self._run(site, act) for site in self.sites]
        stand_in = self._stand_in(act)
        small = self._run(self.sites[0], stand_in) if stand_in else runs[0]
        self._ratios[act].append(runs[-1][0] / small[0])

    def _run(self, site: Site, act: str) -> tuple:
        run = site.run(act)
        self._runs[site.size, act].append(run)
        return run

    def _stand_in(self, act: str) -> str:
        """A full page at the smallest size, where that of ``act`` holds fewer rows."""
        if (self.rows(act, 0) or 0) >= (self.rows(act) or 0):
            return ""
        who, _colon, _what = act.partition(":")
        return f"{who}: {FULL}"

    def rows(self, act: str, place: int = -1) -> int | None:
        """Rows of the list of ``act`` on the site at ``place``; None where there is no list."""
        return self._of(act, place)[0][2]

    def whole(self, act: str, place: int = -1) -> float:
        """Time of the answer, in ms."""
        return min(run[0] for run in self._of(act, place))

    def alone(self, act: str, place: int = -1) -> float:
        """Time of its queries in the database, in ms."""
        return min(run[1] for run in self._of(act, place))

    def ratio(self, act: str) -> float:
        """Time at the largest size over that at the smallest, of a page with as many rows."""
        return statistics.median(self._ratios[act])

    def _of(self, act: str, place: int) -> list[tuple]:
        return self._runs[self.sites[place].size, act]
