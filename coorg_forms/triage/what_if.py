"""Where requests would stand under another grid, from the notes that they have. Writes nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coorg_forms.triage.grid import Grid
from coorg_forms.triage.score import GateAnswers, Notes, Score, combine

#: How many of those that would move are listed; all are counted.
MOST_LISTED = 200


@dataclass(frozen=True)
class Moved:
    """A request that would stand elsewhere."""

    reference: str
    before: Score
    after: Score


def standing(score: Score) -> str:
    """Where a score puts a request: the key of a band, else the state."""
    return score.band.key if score.band else score.state


class WhatIf:
    """Run ``grid`` over evaluated requests, one after the other; keeps counts, not requests."""

    def __init__(self, grid: Grid):
        self.grid = grid
        self.count = 0
        """Requests looked at."""
        self.rescored = 0
        """Those whose score changes, within a band too."""
        self.table: Counter[tuple[str, str]] = Counter()
        """(where before, where after) → how many."""
        self.moved: list[Moved] = []
        """The first of those that change band."""
        self.unnoted: Counter[str] = Counter()
        """Key of a criterion → requests without a note for it: it counts as not applicable."""
        self.unfit = 0
        """Requests with a note that the new scale does not have: it does not count."""

    @property
    def moves(self) -> int:
        """How many would stand elsewhere."""
        return sum(n for (before, after), n in self.table.items() if before != after)

    def add(
        self, reference: str, old: Grid, evaluations: Iterable[tuple[GateAnswers, Notes]]
    ) -> None:
        """Look at one request.

        Arguments:
            old: the grid that it was evaluated with.
            evaluations: those that count.
        """
        evaluations = list(evaluations)
        fitting = [(gate, self._fitting(notes)) for gate, notes in evaluations]
        before = combine(old, evaluations).score
        after = combine(self.grid, fitting).score
        self._note_gaps([notes for _gate, notes in evaluations])
        self.count += 1
        self.rescored += before.value != after.value
        self.table[standing(before), standing(after)] += 1
        if standing(before) != standing(after) and len(self.moved) < MOST_LISTED:
            self.moved.append(Moved(reference, before, after))

    def _fitting(self, notes: Notes) -> Notes:
        return {key: note for key, note in notes.items() if note is None or note <= self.grid.top}

    def _note_gaps(self, all_notes: list[Notes]) -> None:
        for key in self.grid.by_key:
            self.unnoted[key] += not any(key in notes for notes in all_notes)
        self.unfit += any(
            notes.get(key) is not None and notes[key] > self.grid.top
            for notes in all_notes
            for key in self.grid.by_key
        )
