"""A grid in the words of one language, for templates."""

from dataclasses import dataclass

from coorg_forms.inbox import vocabulary
from coorg_forms.triage.grid import Criterion, Grid, words_in
from coorg_forms.triage.grid_changes import Change
from coorg_forms.triage.grid_check import PARTS


@dataclass(frozen=True)
class ShownCriterion:
    criterion: Criterion
    language: str

    @property
    def label(self) -> str:
        return words_in(self.criterion.label, self.language)

    @property
    def question(self) -> str:
        return words_in(self.criterion.question, self.language)

    @property
    def anchors(self) -> list[tuple[int, str]]:
        return [(one.score, words_in(one.label, self.language)) for one in self.criterion.anchors]


class Shown:
    """What a page says of ``grid`` in ``language``."""

    def __init__(self, grid: Grid, language: str):
        self.grid, self.language = grid, language

    @property
    def criteria(self) -> list[ShownCriterion]:
        return [ShownCriterion(one, self.language) for one in self.grid.criteria]

    @property
    def gate(self) -> list[tuple[str, bool]]:
        """``(question, whether a "no" asks for more)``."""
        return [(words_in(i.label, self.language), i.asks_requester) for i in self.grid.gate]

    @property
    def scale(self) -> list[tuple[int, str]]:
        return [(one.score, words_in(one.label, self.language)) for one in self.grid.scale]

    @property
    def bands(self) -> list[tuple[str, int, int]]:
        """``(name, lowest score, business days)``."""
        return [(words_in(b.label, self.language), b.min, b.contact_days) for b in self.grid.bands]


def in_words(change: Change) -> dict:
    """A change between two grids, as its row says it."""
    return {
        "kind": change.kind_words,
        "part": PARTS[change.part],
        "label": words_in(change.label, vocabulary.content_language()),
        "details": change.details,
    }
