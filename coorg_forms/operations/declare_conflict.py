"""Say "I know this group": the person does not evaluate the request."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from coorg_forms.models import CriteriaGrid, Evaluation, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.evaluate import can_evaluate, is_undecided, own_evaluation
from coorg_forms.operations.permission import ALLOWED, Verdict, may
from coorg_forms.operations.tally import locked
from coorg_forms.operations.writing import name_of, record, require


def can_declare_conflict(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` has an evaluation to make, that they may decline."""
    return can_evaluate(user=user, request=request, reach=reach)


@transaction.atomic
def declare_conflict(*, user, request: SupportRequest) -> Evaluation:
    """Step aside. What was kept so far stays, without ever counting.

    Raises:
        Forbidden: not allowed, or the evaluation was handed in.
    """
    current = locked(request)
    require(can_declare_conflict(user=user, request=current))
    grid = CriteriaGrid.objects.for_request(current)
    evaluation = own_evaluation(user=user, request=current, grid=grid) or Evaluation(
        request=current, grid=grid, evaluator=user, evaluator_name=name_of(user), version=0
    )
    evaluation.has_conflict = True
    evaluation.version += 1
    evaluation.save()
    record(current, action="conflict_declared", actor=user, data={"evaluation": evaluation.pk})
    return evaluation


def can_withdraw_conflict(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may evaluate after all: not once others have done so instead."""
    verdict = is_undecided(request) and may(user, "evaluate_supportrequest", request, reach)
    if not verdict:
        return verdict
    if not request.evaluations.filter(evaluator=user, has_conflict=True).exists():
        return Verdict(_("You declared no conflict of interest."))
    grid = CriteriaGrid.objects.for_request(request)
    if grid and request.evaluated >= grid.needed:
        return Verdict(_("Others have evaluated this request instead of you."))
    return ALLOWED


@transaction.atomic
def withdraw_conflict(*, user, request: SupportRequest) -> None:
    """Evaluate after all.

    Raises:
        Forbidden: not allowed, or others have evaluated instead.
    """
    current = locked(request)
    require(can_withdraw_conflict(user=user, request=current))
    mine = Evaluation.objects.filter(request=current, evaluator=user, has_conflict=True)
    first = mine.first()
    mine.update(has_conflict=False, version=F("version") + 1)
    record(current, action="conflict_withdrawn", actor=user, data={"evaluation": first.pk})
