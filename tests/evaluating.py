"""Evaluations as people make them, for tests: kept, then handed in."""

from coorg_forms import operations
from coorg_forms.models import Evaluation, SupportRequest
from tests.grids import WORKED, YES


def findings(notes=WORKED, *, gate=YES, **fields) -> operations.Findings:
    return operations.Findings(gate=gate, notes=notes, **fields)


def keep(user, request, *, version=0, **kwargs) -> Evaluation:
    found = findings(**kwargs)
    return operations.evaluate(user=user, request=request, version=version, findings=found)


def hand_in(user, request, notes=WORKED, *, insufficient=False, **kwargs) -> SupportRequest:
    """An evaluation kept and handed in. Returns the request as it stands then."""
    mine = request.evaluations.filter(evaluator=user, submitted_at=None).first()
    kept = keep(user, request, version=mine.version if mine else 0, notes=notes, **kwargs)
    operations.submit_evaluation(
        user=user, request=request, version=kept.version, insufficient=insufficient
    )
    return SupportRequest.objects.get(pk=request.pk)
