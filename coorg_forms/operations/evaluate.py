"""Evaluate a request by the grid in force: one draft per person, saved as it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.models import CriteriaGrid, Evaluation, EvaluationScore, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden, StaleEvaluation
from coorg_forms.operations.permission import ALLOWED, Verdict, may
from coorg_forms.operations.writing import name_of, require
from coorg_forms.triage.grid import Grid
from coorg_forms.triage.score import UNDECIDED

#: The longest comment, in characters.
LONGEST = 4000


@dataclass(frozen=True)
class Findings:
    """What one person found so far, by keys of the grid."""

    gate: Mapping[str, bool] = field(default_factory=dict)
    notes: Mapping[str, int | None] = field(default_factory=dict)
    """None is "not applicable"; a missing key is not answered yet."""
    comments: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""


def can_evaluate(
    *, user, request: SupportRequest, reach: Reach | None = None, grid: CriteriaGrid | None = None
) -> Verdict:
    """Whether ``user`` has an evaluation to make: ``models.awaiting`` is the same rule on rows.

    Arguments:
        grid: the grid in force for the request, if it was read before.
    """
    grid = grid or CriteriaGrid.objects.for_request(request)
    return (
        is_undecided(request)
        and may(user, "evaluate_supportrequest", request, reach)
        and _is_asked(user, request, grid)
    )


def is_undecided(request: SupportRequest) -> Verdict:
    """Whether anybody may evaluate the request now."""
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    if request.is_unrouted:
        return Verdict(_("Route the request to a territory first."))
    if request.state not in UNDECIDED:
        return Verdict(_("This request has been decided: evaluations stay as they are."))
    return ALLOWED


def _is_asked(user, request: SupportRequest, grid: CriteriaGrid | None) -> Verdict:
    if grid is None:
        return Verdict(_("No evaluation grid is in force for this service."))
    if grid.evaluators.exists() and user not in grid.evaluators.all():
        return Verdict(_("The grid names who evaluates: you are not among them."))
    mine = list(request.evaluations.filter(evaluator=user))
    if any(one.has_conflict for one in mine):
        return Verdict(_("You declared a conflict of interest."))
    if any(one.submitted_at and one.grid_id == grid.pk for one in mine):
        return Verdict(_("You have handed in your evaluation."))
    begun = any(one.submitted_at is None for one in mine)
    if request.evaluated >= grid.needed and not begun:
        return Verdict(_("Enough people have evaluated this request."))
    return ALLOWED


@transaction.atomic
def evaluate(*, user, request: SupportRequest, version: int, findings: Findings) -> Evaluation:
    """Keep what ``user`` found so far. Nobody else reads it, and the request does not change.

    Arguments:
        version: the version of the evaluation that the window read; 0 when there was none.

    Raises:
        Forbidden: not allowed, or a note that the grid does not have.
        StaleEvaluation: another window saved meanwhile; nothing was written.
    """
    grid = CriteriaGrid.objects.for_request(request)
    require(can_evaluate(user=user, request=request, grid=grid))
    _check(grid.parsed, findings)
    evaluation = own_evaluation(user=user, request=request, grid=grid)
    if (evaluation.version if evaluation else 0) != version:
        raise StaleEvaluation
    evaluation = evaluation or _begin(user, request, grid)
    _keep(evaluation, grid, findings)
    return evaluation


def own_evaluation(*, user, request: SupportRequest, grid: CriteriaGrid) -> Evaluation | None:
    """The person's evaluation by ``grid``; one begun by an earlier version goes on with it."""
    mine = request.evaluations.filter(evaluator=user).prefetch_related("scores")
    begun = mine.filter(submitted_at=None, has_conflict=False)
    return mine.filter(grid=grid).first() or begun.first()


def _begin(user, request, grid) -> Evaluation:
    try:
        with transaction.atomic():
            return Evaluation.objects.create(
                request=request,
                grid=grid,
                evaluator=user,
                evaluator_name=name_of(user),
                version=0,
            )
    except IntegrityError:
        raise StaleEvaluation from None


def _keep(evaluation: Evaluation, grid: CriteriaGrid, findings: Findings) -> None:
    fields = {
        "grid": grid,
        "gate": dict(findings.gate),
        "comment": findings.comment.strip(),
        "saved_at": timezone.now(),
    }
    here = Evaluation.objects.filter(pk=evaluation.pk, version=evaluation.version)
    if not here.update(version=F("version") + 1, **fields):
        raise StaleEvaluation
    for name, value in fields.items():
        setattr(evaluation, name, value)
    evaluation.version += 1
    evaluation.scores.all().delete()
    EvaluationScore.objects.bulk_create(_rows(evaluation, grid.parsed, findings))


def _rows(evaluation: Evaluation, grid: Grid, findings: Findings) -> list[EvaluationScore]:
    comments = {key: text.strip() for key, text in findings.comments.items() if text.strip()}
    return [
        EvaluationScore(
            evaluation=evaluation,
            criterion=key,
            points=findings.notes.get(key),
            is_noted=key in findings.notes,
            comment=comments.get(key, ""),
        )
        for key in grid.by_key
        if key in findings.notes or key in comments
    ]


def _check(grid: Grid, findings: Findings) -> None:
    """Raise ``Forbidden`` for what the grid does not have."""
    gate = {item.key for item in grid.gate}
    known = set(findings.gate) <= gate and set(findings.comments) <= set(grid.by_key)
    if not known or not all(_may_be(grid, *given) for given in findings.notes.items()):
        raise Forbidden(_("The grid does not have this note."))
    texts = [findings.comment, *findings.comments.values()]
    if any(len(text) > LONGEST for text in texts):
        raise Forbidden(_("A comment has %(number)s characters at most.") % {"number": LONGEST})


def _may_be(grid: Grid, key: str, note: int | None) -> bool:
    criterion = grid.by_key.get(key)
    if criterion is None:
        return False
    return criterion.may_be_na if note is None else 0 <= note <= grid.top
