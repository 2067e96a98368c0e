"""Take back one's own evaluation before a decision, to change it; the history says so."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from coorg_forms.models import CriteriaGrid, Evaluation, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.evaluate import is_undecided
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.tally import locked, recount
from coorg_forms.operations.writing import require


def can_reopen_evaluation(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` handed in an evaluation that may still change."""
    return (
        is_undecided(request)
        and may(user, "evaluate_supportrequest", request, reach)
        and Verdict("" if _handed_in(user, request) else _("You have handed in no evaluation."))
    )


@transaction.atomic
def reopen_evaluation(*, user, request: SupportRequest) -> Evaluation:
    """Take back what ``user`` handed in: it does not count until it is handed in again.

    Raises:
        Forbidden: not allowed, nothing handed in, or the request has been decided.
    """
    current = locked(request)
    require(can_reopen_evaluation(user=user, request=current))
    evaluation = _handed_in(user, current)
    here = Evaluation.objects.filter(pk=evaluation.pk)
    here.update(version=F("version") + 1, submitted_at=None)
    data = {"evaluation": evaluation.pk}
    recount(current, user=user, action="evaluation_reopened", data=data)
    evaluation.refresh_from_db()
    return evaluation


def _handed_in(user, request: SupportRequest) -> Evaluation | None:
    """The person's evaluation by the grid in force, once it is handed in."""
    grid = CriteriaGrid.objects.for_request(request)
    return request.evaluations.counted().filter(evaluator=user, grid=grid).first()
