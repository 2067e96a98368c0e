"""The notes that requests were given, read in two queries however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from coorg_forms.models import CriteriaGrid, Evaluation, EvaluationScore
from coorg_forms.triage.grid import Grid
from coorg_forms.triage.score import GateAnswers, Notes
from coorg_forms.triage.what_if import WhatIf

#: Rows fetched at a time.
BATCH = 2000


@dataclass(frozen=True)
class Evaluated:
    """A request with the evaluations that count, all made with one version of the grid."""

    reference: str
    grid: int
    """Key of that version: the newest, where there are several."""
    evaluations: list[tuple[GateAnswers, Notes]]


def what_if(grid: CriteriaGrid, requests) -> WhatIf:
    """Run ``grid`` over ``requests`` (a queryset) that were evaluated for the same service."""
    versions = CriteriaGrid.objects.of(grid.establishment_id, grid.service_id)
    parsed: dict[int, Grid] = {row.pk: row.parsed for row in versions}
    found = WhatIf(grid.parsed)
    for one in evaluated(grid, requests):
        found.add(one.reference, parsed[one.grid], one.evaluations)
    return found


def evaluated(grid: CriteriaGrid, requests) -> Iterator[Evaluated]:
    """The evaluated ones among ``requests``, read in batches."""
    counted = Evaluation.objects.counted().filter(
        grid__establishment=grid.establishment_id,
        grid__service=grid.service_id,
        request__in=requests.order_by().values("pk"),
    )
    notes = _notes(counted)
    rows = counted.order_by("request_id", "grid__number", "pk").values_list(
        "request__reference", "grid_id", "gate", "pk"
    )
    for reference, group in groupby(rows.iterator(BATCH), key=itemgetter(0)):
        versions = {}
        for _reference, version, gate, evaluation in group:
            versions.setdefault(version, []).append((gate, notes.of(evaluation)))
        newest = next(reversed(versions))
        yield Evaluated(reference, newest, versions[newest])


class _Stream:
    """The notes of evaluations, asked for in the order in which they come."""

    def __init__(self, rows):
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, evaluation: int) -> dict[str, int | None]:
        if self._next is None or self._next[0] != evaluation:
            return {}
        found = {criterion: points for _pk, criterion, points in self._next[1]}
        self._next = next(self._groups, None)
        return found


def _notes(counted) -> _Stream:
    rows = EvaluationScore.objects.filter(evaluation__in=counted.order_by().values("pk"))
    rows = rows.order_by("evaluation__request_id", "evaluation__grid__number", "evaluation_id")
    return _Stream(rows.values_list("evaluation_id", "criterion", "points").iterator(BATCH))
