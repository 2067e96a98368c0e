"""Evaluations of requests under review, by the real operations: agreed, apart, alone, begun."""

import random

from coorg_forms import operations
from coorg_forms.models import CriteriaGrid, Membership, SupportRequest
from coorg_forms.triage.grid import Grid

SEED = 20_260_402
COMMENTS = (
    "Le besoin est partagé par plusieurs groupes du quartier.",
    "Une partenaire confirme, l’autre reste à joindre.",
    "À valider avec la table de concertation.",
)


def make_evaluations() -> None:
    """Nothing where no grid is in force."""
    chance = random.Random(SEED)
    under_review = SupportRequest.objects.filter(state="review", evaluated=0).order_by("pk")
    for number, request in enumerate(under_review):
        grid = CriteriaGrid.objects.for_request(request)
        people = _evaluators(request)
        if grid is None or len(people) < 2:
            continue
        notes = _notes(grid.parsed, chance)
        match number % 4:
            case 0:
                _hand_in(people[0], request, grid, notes)
                _hand_in(people[1], request, grid, notes | {_last(grid): 2})
            case 1:
                _hand_in(people[0], request, grid, notes | {_last(grid): 3})
                _hand_in(people[1], request, grid, notes | {_last(grid): 0})
            case 2:
                _hand_in(people[0], request, grid, notes)
            case 3:
                _keep(people[0], request, grid, dict(list(notes.items())[:3]))


def _evaluators(request: SupportRequest) -> list:
    """Those of the team who may evaluate, in a settled order."""
    members = Membership.objects.current().filter(team=request.team_id).select_related("user")
    people = [membership.user for membership in members.order_by("user__username")]
    return [one for one in people if operations.can_evaluate(user=one, request=request)]


def _notes(grid: Grid, chance: random.Random) -> dict[str, int | None]:
    level = chance.choice((1, 2, 2, 3))
    return {key: min(grid.top, max(1, level + chance.choice((0, 0, -1)))) for key in grid.by_key}


def _last(grid: CriteriaGrid) -> str:
    return list(grid.parsed.by_key)[-1]


def _keep(person, request, grid, notes):
    findings = operations.Findings(
        gate={item.key: True for item in grid.parsed.gate},
        notes=notes,
        comments={next(iter(notes)): COMMENTS[request.pk % len(COMMENTS)]},
    )
    return operations.evaluate(user=person, request=request, version=0, findings=findings)


def _hand_in(person, request, grid, notes) -> None:
    kept = _keep(person, request, grid, notes)
    operations.submit_evaluation(user=person, request=request, version=kept.version)
