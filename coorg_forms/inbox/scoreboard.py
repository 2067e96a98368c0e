"""What the evaluations come to, in a few words, for whoever may read them."""

from dataclasses import dataclass

from django.utils.translation import get_language

from coorg_forms.models import CriteriaGrid, SupportRequest
from coorg_forms.operations import can_explain
from coorg_forms.triage.grid import words_in
from coorg_forms.triage.score import SCORE_STATES


@dataclass(frozen=True)
class Scoreboard:
    score: int | None = None
    band: str = ""
    state: str = ""
    evaluated: int = 0
    hidden: str = ""
    """Why nothing shows yet."""


def scoreboard(request: SupportRequest, user) -> Scoreboard | None:
    """None where no grid is in force and nothing was evaluated."""
    grid = CriteriaGrid.objects.for_request(request)
    if grid is None and not request.evaluated:
        return None
    verdict = can_explain(user=user, request=request)
    if not verdict:
        return Scoreboard(hidden=verdict.why)
    return Scoreboard(
        score=request.score,
        band=band_label(grid, request.band),
        state=str(SCORE_STATES[request.score_state]),
        evaluated=request.evaluated,
    )


def band_label(grid: CriteriaGrid | None, key: str) -> str:
    """The name of a band in the reader's language."""
    band = grid.parsed.band_called(key) if grid and key else None
    return words_in(band.label, get_language() or "") if band else key
