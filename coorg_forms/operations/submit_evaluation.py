"""Hand in one's evaluation: from then on it counts, and one reads those of the others."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coorg_forms.models import CriteriaGrid, Evaluation, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import StaleEvaluation, Unfinished
from coorg_forms.operations.evaluate import can_evaluate, own_evaluation
from coorg_forms.operations.permission import Verdict
from coorg_forms.operations.tally import locked, recount
from coorg_forms.operations.writing import require
from coorg_forms.triage.score import missing


def can_submit_evaluation(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may hand in an evaluation: the same as whether they may make one."""
    return can_evaluate(user=user, request=request, reach=reach)


@transaction.atomic
def submit_evaluation(
    *, user, request: SupportRequest, version: int, insufficient: bool = False
) -> Evaluation:
    """Hand in what was kept, and write what the evaluations of the request come to.

    Arguments:
        version: the version of the evaluation that the window read.
        insufficient: the information does not allow more notes; only below 60 % of the weight.

    Raises:
        Forbidden: not allowed.
        Unfinished: a question of the gate, or a criterion, is not answered.
        StaleEvaluation: another window saved meanwhile.
    """
    current = locked(request)
    grid = CriteriaGrid.objects.for_request(current)
    require(can_evaluate(user=user, request=current, grid=grid))
    evaluation = own_evaluation(user=user, request=current, grid=grid)
    if evaluation is None or evaluation.version != version or evaluation.grid_id != grid.pk:
        raise StaleEvaluation
    lacking = missing(grid.parsed, evaluation.gate, evaluation.notes, insufficient=insufficient)
    if lacking:
        raise Unfinished(lacking)
    _hand_in(evaluation)
    data = {"evaluation": evaluation.pk, "grid": grid.number}
    recount(current, user=user, action="evaluated", data=data)
    return evaluation


def _hand_in(evaluation: Evaluation) -> None:
    here = Evaluation.objects.filter(pk=evaluation.pk, version=evaluation.version)
    evaluation.submitted_at = timezone.now()
    if not here.update(version=F("version") + 1, submitted_at=evaluation.submitted_at):
        raise StaleEvaluation
    evaluation.version += 1
