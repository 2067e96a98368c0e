"""Who may read what others found of a request."""

from django.utils.translation import gettext as _

from coorg_forms.models import CriteriaGrid, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.evaluate import can_evaluate
from coorg_forms.operations.permission import ALLOWED, Verdict
from coorg_forms.triage.score import UNDECIDED


def can_explain(
    *, user, request: SupportRequest, reach: Reach | None = None, grid: CriteriaGrid | None = None
) -> Verdict:
    """Whether ``user`` may read the evaluations of the others, among those who may see the request.

    Whoever still has an evaluation to hand in judges alone first; whoever knows the group does not
    read them before it is decided.

    Arguments:
        grid: the grid in force for the request, if it was read before.
    """
    own = request.evaluations.filter(evaluator=user, has_conflict=True)
    if request.state in UNDECIDED and own.exists():
        return Verdict(_("You know this group: its evaluations are not shown to you."))
    if can_evaluate(user=user, request=request, reach=reach, grid=grid):
        return Verdict(
            _("The others’ evaluations and the score are shown once yours is handed in.")
        )
    return ALLOWED
