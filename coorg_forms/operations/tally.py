"""Where the evaluation of a request stands: what was handed in, what it comes to together."""

from dataclasses import dataclass
from functools import cached_property

from coorg_forms.models import CriteriaGrid, Evaluation, RequestEvent, Service, SupportRequest
from coorg_forms.operations.writing import change
from coorg_forms.triage.grid import Band
from coorg_forms.triage.score import Combined, Score, combine


@dataclass(frozen=True)
class Tally:
    grid: CriteriaGrid | None
    """The version by which the evaluations that count were made."""
    evaluations: tuple[Evaluation, ...] = ()
    """Those that count, in the order in which they were handed in."""
    is_agreed: bool = False
    """A joint note was written after the last one was handed in."""

    @cached_property
    def combined(self) -> Combined:
        if self.grid is None:
            return Combined(Score("none"))
        given = [(one.gate, one.notes) for one in self.evaluations]
        return combine(self.grid.parsed, given)

    @property
    def state(self) -> str:
        """A key of ``SCORE_STATES``."""
        must_discuss = self.combined.asks_discussion and not self.is_agreed
        return "discuss" if must_discuss else self.combined.score.state

    @property
    def band(self) -> Band | None:
        """The band that the score suggests."""
        return self.combined.score.band


def tally(request: SupportRequest) -> Tally:
    """What was handed in of ``request``.

    A new version of the grid leaves what was handed in before it as it was: it takes over with the
    first evaluation made by it, and never rescales an earlier one.
    """
    counted = _counted(request)
    in_force = CriteriaGrid.objects.for_request(request)
    used = {one.grid_id: one.grid for one in counted}
    grid = in_force
    if used and (in_force is None or in_force.pk not in used):
        grid = max(used.values(), key=lambda one: one.number)
    kept = tuple(one for one in counted if grid and one.grid_id == grid.pk)
    return Tally(grid, kept, _is_agreed(request, kept))


def recount(request: SupportRequest, *, user, action: str, data: dict) -> RequestEvent:
    """Write what the evaluations come to, and the event of what changed them.

    Arguments:
        request: locked by the caller, as it stands now.
    """
    columns = score_columns(request)
    return change(request, version=request.version, action=action, actor=user, data=data, **columns)


def score_columns(request: SupportRequest) -> dict:
    """The columns that say what the evaluations come to. A band chosen by hand stays."""
    stands = tally(request)
    columns = {
        "score": stands.combined.score.value,
        "score_state": stands.state,
        "evaluated": len(stands.evaluations),
        "evaluations_needed": stands.grid.needed if stands.grid else 0,
    }
    if not request.band_is_chosen:
        columns["band"] = stands.band.key if stands.band else ""
    return columns


def columns_by_service(request: SupportRequest, service: Service) -> dict:
    """The same columns for a request that goes to another service: what its own grids found."""
    if service.pk == request.service_id:
        return {}
    request.service, request.band_is_chosen = service, False
    return {**score_columns(request), "band_is_chosen": False}


def locked(request: SupportRequest) -> SupportRequest:
    """``request`` as it stands now; whoever else counts its evaluations waits."""
    return SupportRequest.objects.select_for_update().get(pk=request.pk)


def _counted(request: SupportRequest) -> list[Evaluation]:
    here = {"grid__establishment": request.establishment_id, "grid__service": request.service_id}
    counted = request.evaluations.counted().filter(**here)
    return list(counted.select_related("grid").prefetch_related("scores"))


def _is_agreed(request: SupportRequest, counted: tuple[Evaluation, ...]) -> bool:
    if len(counted) < 2:
        return False
    last = max(one.submitted_at for one in counted)
    return request.messages.filter(kind="joint", created_at__gt=last).exists()
