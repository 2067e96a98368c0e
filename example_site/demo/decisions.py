"""What the demo's moderators decide, on evaluations that colleagues handed in before.

Evaluations are written here directly where a story has none of its own: the demo needs their
result, not their making.
"""

import random
from datetime import timedelta

from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import (
    CriteriaGrid,
    Evaluation,
    EvaluationScore,
    SupportRequest,
)
from coorg_forms.operations.decide import referral_consent, teams_for
from coorg_forms.operations.promises import from_day
from coorg_forms.operations.writing import name_of
from coorg_forms.triage.decisions import KINDS
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.score import combine

#: Kind of decision → the notes that lead there, most often.
_NOTES = {"accepted": (1, 2, 2, 3), "declined": (0, 1)}
#: How far ahead a postponed request is looked at again.
_LATER = timedelta(days=75)


def decide(request: SupportRequest, step: str, words, cast, chance: random.Random) -> None:
    """Make the decision of a move.

    Arguments:
        words: name of a text → its words.
    """
    kind, user = MOVES[step].decides, cast.moderator(request)
    _have_evaluated(request, kind, cast, chance)
    request = SupportRequest.objects.get(pk=request.pk)
    operations.decide(
        user=user,
        request=request,
        ruling=operations.Ruling(kind=kind, reason=words(step), **_parts(request, kind, words)),
        version=request.version,
    )


def _parts(request: SupportRequest, kind: str, words) -> dict:
    today = timezone.localdate()
    match kind:
        case "accepted":
            return {
                "team": request.team or teams_for(request)[0],
                "person": request.assignee,
                "contact_by": from_day(request, today, 10),
            }
        case "redirected":
            agreed = referral_consent(request)
            return {
                "resource": words("resource"),
                "shares_data": agreed is not None,
                "consent_at": agreed,
            }
        case "declined":
            return {"suggestion": words("suggest")}
        case _:
            return {"until": today + _LATER}


def _have_evaluated(request, kind: str, cast, chance: random.Random) -> None:
    grid = CriteriaGrid.objects.for_request(request)
    if grid is None:
        return
    done = set(
        Evaluation.objects.counted().filter(request=request).values_list("evaluator", flat=True)
    )
    people = [one for one in cast.evaluators(request) if one.pk not in done]
    for person in people[: max(0, KINDS[kind].evaluators - len(done))]:
        _hand_in(request, grid, person, _NOTES[kind], chance)
    _keep_score(request, grid)


def _hand_in(request, grid: CriteriaGrid, person, notes, chance: random.Random) -> None:
    evaluation = Evaluation.objects.create(
        request=request,
        grid=grid,
        evaluator=person,
        evaluator_name=name_of(person),
        gate={item.key: True for item in grid.parsed.gate},
        submitted_at=timezone.now(),
    )
    EvaluationScore.objects.bulk_create(
        EvaluationScore(evaluation=evaluation, criterion=one.key, points=chance.choice(notes))
        for one in grid.parsed.criteria
    )


def _keep_score(request: SupportRequest, grid: CriteriaGrid) -> None:
    """The columns that the score fills in."""
    counted = Evaluation.objects.counted().filter(request=request, grid=grid)
    combined = combine(grid.parsed, [(one.gate, one.notes) for one in counted])
    result = combined.score
    SupportRequest.objects.filter(pk=request.pk).update(
        score=result.value,
        band=result.band.key if result.band else "",
        score_state="discuss" if combined.asks_discussion else result.state,
        evaluated=len(counted),
        evaluations_needed=grid.needed,
    )
