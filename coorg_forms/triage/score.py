"""From notes to a score and a band. Exact: floats put notes near an edge in the wrong band.

The score orders work and explains itself. Nothing here, nor anything that calls it, decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from statistics import median

from django.utils.translation import gettext_lazy as _

from coorg_forms.triage.grid import Band, Grid

#: Where the evaluation of a request stands. Codes are stored for ever.
SCORE_STATES = {
    "none": _("Not evaluated"),
    "discuss": _("To discuss"),
    "gate": _("Outside the gate"),
    "insufficient": _("Insufficient information"),
    "scored": _("Evaluated"),
}

#: States of a request in which nobody has decided yet: it may be evaluated.
UNDECIDED = ("received", "review", "info_needed")

#: Below this share of the weight answered, in percent, there is no score.
ENOUGH = 60
#: Notes that lie this far apart on a criterion, or scores this many points, ask for a joint note.
GAP, SPREAD = 2, 25

#: Key of a criterion → note; None is "not applicable"; a missing key is not answered.
Notes = Mapping[str, int | None]
#: Key of a gate question → yes or no; a missing key is not answered.
GateAnswers = Mapping[str, bool]


def score_state_choices():
    return list(SCORE_STATES.items())


@dataclass(frozen=True)
class Score:
    """What one or several evaluations come to."""

    state: str
    """A key of ``SCORE_STATES`` besides ``discuss``."""
    exact: Fraction | None = None
    value: int | None = None
    """0–100, rounded half up; None unless scored."""
    band: Band | None = None
    refused: tuple[str, ...] = ()
    """Keys of the gate questions answered "no"."""


@dataclass(frozen=True)
class Combined:
    """Several evaluations of one request on one grid, in any order."""

    score: Score
    spread: int = 0
    """Points between the lowest and the highest score."""
    apart: tuple[str, ...] = ()
    """Keys of the criteria whose notes lie two or more apart."""
    gate_apart: tuple[str, ...] = ()
    """Keys of the gate questions that some answer yes and others no."""

    @property
    def asks_discussion(self) -> bool:
        """A joint note is needed before a decision."""
        return bool(self.apart or self.gate_apart) or self.spread > SPREAD


@dataclass(frozen=True)
class Missing:
    """What an evaluation lacks before it can be handed in: keys. False when nothing."""

    gate: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.gate or self.criteria)


def missing(grid: Grid, gate: GateAnswers, notes: Notes, *, insufficient: bool = False) -> Missing:
    """What is left to answer. After a "no" at the gate, no note is needed.

    Arguments:
        insufficient: the person says that the information does not allow more; only below 60 %.
    """
    unanswered = tuple(item.key for item in grid.gate if item.key not in gate)
    refused = any(gate.get(item.key) is False for item in grid.gate)
    if refused or (insufficient and exact_score(grid, notes) is None):
        return Missing(unanswered)
    return Missing(unanswered, tuple(key for key in grid.by_key if key not in notes))


def exact_score(grid: Grid, notes: Notes) -> Fraction | None:
    """100 × Σ(weight × note) ÷ Σ(weight × highest note), over the criteria that have a note.

    None below 60 % of the weight.
    """
    noted = [one for one in grid.criteria if notes.get(one.key) is not None]
    weight = sum(one.weight for one in noted)
    if not weight or not grid.top or 100 * weight < ENOUGH * grid.total:
        return None
    return Fraction(100 * sum(one.weight * notes[one.key] for one in noted), weight * grid.top)


def rounded(exact: Fraction) -> int:
    """Half up: 72.5 is 73 (Python's ``round`` would say 72)."""
    return floor(exact + Fraction(1, 2))


def score(grid: Grid, gate: GateAnswers, notes: Notes) -> Score:
    """What one evaluation comes to."""
    refused = tuple(item.key for item in grid.gate if gate.get(item.key) is False)
    if refused:
        return Score("gate", refused=refused)
    return _scored(grid, exact_score(grid, notes))


def _scored(grid: Grid, exact: Fraction | None) -> Score:
    if exact is None:
        return Score("insufficient")
    return Score("scored", exact, rounded(exact), grid.band(rounded(exact)))


def combine(grid: Grid, evaluations: Iterable[tuple[GateAnswers, Notes]]) -> Combined:
    """The median of the exact scores, rounded once; of two, that is their mean.

    A "no" at the gate by anyone stops the score until they agree.
    """
    evaluations = list(evaluations)
    if not evaluations:
        return Combined(Score("none"))
    scores = [score(grid, gate, notes) for gate, notes in evaluations]
    values = [one.value for one in scores if one.value is not None]
    return Combined(
        _together(grid, scores),
        max(values) - min(values) if values else 0,
        _apart(grid, [notes for _gate, notes in evaluations]),
        _gate_apart(grid, [gate for gate, _notes in evaluations]),
    )


def _together(grid: Grid, scores: list[Score]) -> Score:
    refused = {key for one in scores for key in one.refused}
    if refused:
        return Score("gate", refused=tuple(i.key for i in grid.gate if i.key in refused))
    exact = [one.exact for one in scores if one.exact is not None]
    return _scored(grid, median(exact) if exact else None)


def _apart(grid: Grid, all_notes: list[Notes]) -> tuple[str, ...]:
    found = []
    for key in grid.by_key:
        given = [notes[key] for notes in all_notes if notes.get(key) is not None]
        if given and max(given) - min(given) >= GAP:
            found.append(key)
    return tuple(found)


def _gate_apart(grid: Grid, all_answers: list[GateAnswers]) -> tuple[str, ...]:
    return tuple(
        item.key
        for item in grid.gate
        if len({answers[item.key] for answers in all_answers if item.key in answers}) > 1
    )
