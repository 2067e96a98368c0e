"""What a what-if found, as a table of where before × where after, in words."""

from collections.abc import Iterator

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coorg_forms.triage.grid import Grid, words_in
from coorg_forms.triage.score import SCORE_STATES, Score
from coorg_forms.triage.what_if import WhatIf, standing


class Table:
    """Rows are where requests stand, columns where they would.

    Arguments:
        older: the grid whose names the rows have; one of an even older grid keeps its key.
    """

    def __init__(self, found: WhatIf, older: Grid, language: str):
        self.found, self.older, self.language = found, older, language

    @cached_property
    def columns(self) -> list[str]:
        return self._places(self.found.grid, {after for _before, after in self.found.table})

    @property
    def heads(self) -> list[str]:
        return [self._name(self.found.grid, key) for key in self.columns]

    @property
    def rows(self) -> Iterator[tuple[str, list[dict]]]:
        """``(where before, its cells)``; a cell says whether its requests stay."""
        for before in self._places(self.older, {before for before, _after in self.found.table}):
            cells = [
                {"count": self.found.table[before, after], "stays": before == after}
                for after in self.columns
            ]
            yield self._name(self.older, before), cells

    @property
    def moved(self) -> list[dict]:
        """Those that would move: reference, before, after."""
        return [
            {
                "reference": one.reference,
                "before": self._score(self.older, one.before),
                "after": self._score(self.found.grid, one.after),
            }
            for one in self.found.moved
        ]

    @property
    def more(self) -> int:
        """How many would move and are not listed."""
        return self.found.moves - len(self.found.moved)

    @property
    def unnoted(self) -> list[tuple[str, int]]:
        """``(criterion, requests without a note for it)``."""
        criteria = self.found.grid.by_key
        return [
            (words_in(criteria[key].label, self.language), count)
            for key, count in self.found.unnoted.items()
            if count
        ]

    def _places(self, grid: Grid, used: set[str]) -> list[str]:
        """Bands from the highest down, then the states that are met."""
        bands = [band.key for band in grid.bands]
        return [*bands, *sorted(used - set(bands))]

    def _name(self, grid: Grid, key: str) -> str:
        band = grid.band_called(key)
        return words_in(band.label, self.language) if band else str(SCORE_STATES.get(key, key))

    def _score(self, grid: Grid, score: Score) -> str:
        name = self._name(grid, standing(score))
        if score.value is None:
            return name
        return _("%(score)s, %(band)s") % {"score": score.value, "band": name}
