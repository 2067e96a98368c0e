"""The life of an evaluation grid: draft, save, put in force, discard.

What was in force never changes, and every evaluation keeps the version that it was made with.
"""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.coreutils import get_content_languages

from coorg_forms.models import CriteriaGrid, Establishment, Service
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden, OperationError
from coorg_forms.operations.permission import ALLOWED, Verdict, has_capability
from coorg_forms.operations.writing import name_of, require
from coorg_forms.questions.keys import suggest_key
from coorg_forms.triage.grid import grid_from_json, grid_to_json
from coorg_forms.triage.grid_check import Fault, faults
from coorg_forms.triage.grid_keys import keyed


class StaleGrid(OperationError):
    """Someone else changed the draft in the meantime: nothing was written."""

    def __init__(self):
        super().__init__(
            _(
                "Someone changed this grid in the meantime. Nothing was saved, and what you typed "
                "is still here: compare, then save again or start over."
            )
        )


class GridRefused(OperationError):
    """A grid that is not ready to be put in force."""

    def __init__(self, found: list[Fault]):
        super().__init__(_("The grid cannot be put in force yet: mend what is listed."))
        self.faults = found


def can_change_grids(*, user, establishment: Establishment, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may write the grids of an establishment: one of a team of theirs."""
    if not has_capability(user, "change_criteriagrid"):
        return Verdict(_("Your role does not allow this."))
    if user.is_superuser or establishment.pk in (reach or Reach(user)).establishments:
        return ALLOWED
    return Verdict(_("Another establishment answers for this grid."))


def can_change_grid(*, user, grid: CriteriaGrid, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may change this version: drafts only."""
    if not grid.is_draft:
        return Verdict(_("This version was in force and stays as it is: make a new version."))
    return can_change_grids(user=user, establishment=grid.establishment, reach=reach)


def grid_faults(grid: CriteriaGrid) -> list[Fault]:
    """What keeps a draft from being put in force, in the languages of the site."""
    return faults(grid.parsed, get_content_languages())


@transaction.atomic
def draft_grid(
    *,
    user,
    establishment: Establishment,
    service: Service,
    definition: Mapping | None = None,
    needed: int | None = None,
    evaluators: Iterable | None = None,
) -> CriteriaGrid:
    """A new draft, from ``definition`` or else from the version in force, empty without one.

    Arguments:
        service: the canonical row, of this establishment.
        definition: as ``grid_to_json`` writes it.
        evaluators: who must evaluate; those of the version in force when they are not given.

    Raises:
        Forbidden: not allowed, the service is not offered there, or there is a draft already.
    """
    require(can_change_grids(user=user, establishment=establishment))
    if not service.establishments.filter(pk=establishment.pk).exists():
        raise Forbidden(_("This establishment does not offer this service."))
    versions = CriteriaGrid.objects.of(establishment, service)
    active = versions.filter(state="active").first()
    if definition is None:
        definition = active.definition if active else {}
    last = versions.first()
    draft = CriteriaGrid(
        establishment=establishment,
        service=service,
        number=last.number + 1 if last else 1,
        definition=normal_definition(definition),
        needed=needed or (active.needed if active else 2),
    )
    _save_alone(draft)
    if evaluators is None and active:
        evaluators = active.evaluators.all()
    draft.evaluators.set(evaluators or ())
    return draft


def _save_alone(draft: CriteriaGrid) -> None:
    """The database holds one draft for each service of an establishment."""
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError:
        raise Forbidden(_("There is a draft already: change it or discard it.")) from None


@transaction.atomic
def save_grid(
    *,
    user,
    grid: CriteriaGrid,
    seen: str,
    definition: Mapping,
    needed: int,
    evaluators: Iterable = (),
) -> CriteriaGrid:
    """Write a draft as it was typed, finished or not.

    Arguments:
        seen: the fingerprint of the draft that the person had before them.

    Raises:
        Forbidden: not allowed, or not a draft any more.
        StaleGrid: someone else saved, put in force or discarded it first.
    """
    grid = _locked(grid, seen)
    require(can_change_grid(user=user, grid=grid))
    grid.definition, grid.needed = normal_definition(definition), needed
    grid.save()
    grid.evaluators.set(evaluators)
    return grid


@transaction.atomic
def activate_grid(*, user, grid: CriteriaGrid, seen: str) -> CriteriaGrid:
    """Put a draft in force in place of the version that was; past evaluations keep theirs.

    Raises:
        Forbidden, StaleGrid: as for ``save_grid``.
        GridRefused: something must be mended first.
    """
    grid = _locked(grid, seen)
    require(can_change_grid(user=user, grid=grid))
    if found := grid_faults(grid):
        raise GridRefused(found)
    now = timezone.now()
    versions = CriteriaGrid.objects.of(grid.establishment_id, grid.service_id)
    versions.filter(state="active").update(state="retired", retired_at=now)
    grid.state, grid.activated_at = "active", now
    grid.activated_by, grid.activated_by_name = user, name_of(user)
    grid.save()
    return grid


@transaction.atomic
def discard_grid(*, user, grid: CriteriaGrid, seen: str) -> None:
    """Throw a draft away.

    Raises:
        Forbidden, StaleGrid: as for ``save_grid``.
    """
    grid = _locked(grid, seen)
    require(can_change_grid(user=user, grid=grid))
    grid.delete()


def _locked(grid: CriteriaGrid, seen: str) -> CriteriaGrid:
    """The row as it stands, held until the end; stale if it is not what the person saw."""
    rows = CriteriaGrid.objects.select_for_update(of=("self",)).select_related("establishment")
    found = rows.filter(pk=grid.pk).first()
    if found is None or found.fingerprint != seen:
        raise StaleGrid
    return found


def normal_definition(definition: Mapping) -> dict:
    """``definition`` as it is kept: every item with its key."""
    language = next(iter(get_content_languages()), "")
    return grid_to_json(grid_from_json(keyed(definition, suggest_key, language)))
