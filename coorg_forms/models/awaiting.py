"""Which requests wait for a person's evaluation, as a condition on rows.

``operations.can_evaluate`` is the same rule of one request, with the reason why not.
"""

from django.db.models import Q

from coorg_forms.models.criteria_grid import CriteriaGrid
from coorg_forms.models.evaluation import Evaluation
from coorg_forms.models.reach import Reach
from coorg_forms.triage.score import UNDECIDED

_NONE = Q(pk__in=[])


def awaiting(user, reach: Reach | None = None) -> Q:
    """The requests that ``user`` is to evaluate and has not: their scores stay hidden meanwhile."""
    reach = reach or Reach(user)
    if reach.is_nowhere or not user.has_perm("coorg_forms.evaluate_supportrequest"):
        return _NONE
    grids = list(CriteriaGrid.objects.asking(user))
    mine = Evaluation.objects.filter(evaluator=user).order_by()
    done = mine.filter(Q(has_conflict=True) | Q(submitted_at__isnull=False, grid__in=grids))
    begun = mine.filter(submitted_at=None, has_conflict=False)
    condition = Q(closed_at__isnull=True, quarantined_at__isnull=True, territory__isnull=False)
    condition &= Q(state__in=UNDECIDED)
    condition &= _places(grids, Q(pk__in=begun.values("request")))
    condition &= ~Q(pk__in=done.values("request"))
    return condition if user.is_superuser else condition & reach.in_charge()


def hidden_from(user, reach: Reach | None = None) -> Q:
    """The requests whose score ``user`` may not read: still to evaluate, or knows the group."""
    conflicts = Evaluation.objects.filter(evaluator=user, has_conflict=True).order_by()
    known = Q(state__in=UNDECIDED, pk__in=conflicts.values("request"))
    return known | awaiting(user, reach)


def _places(grids, begun: Q) -> Q:
    """Where a grid is in force and someone is still needed, or the person has begun."""
    found = _NONE
    for grid in grids:
        here = Q(establishment=grid.establishment_id, service=grid.service_id)
        found |= here & (Q(evaluated__lt=grid.needed) | begun)
    return found
