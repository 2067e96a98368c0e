"""The life of a grid: who may, what freezes, and that nobody overwrites a colleague."""

import pytest
from django.utils import translation

from coorg_forms import operations
from coorg_forms.models import CriteriaGrid
from coorg_forms.operations import Forbidden, GridRefused, StaleGrid
from tests import factories
from tests.triage.grids import demo_definition


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def grid(world) -> CriteriaGrid:
    """A draft, complete."""
    return draft(world, definition=demo_definition())


def draft(world, **fields):
    return operations.draft_grid(
        user=world.manager, establishment=world.establishment, service=world.organizing, **fields
    )


def save(world, grid, *, seen=None, **changes):
    fields = {"definition": grid.definition, "needed": grid.needed, "evaluators": []}
    return operations.save_grid(
        user=world.manager, grid=grid, seen=seen or grid.fingerprint, **fields | changes
    )


def activate(world, grid):
    return operations.activate_grid(user=world.manager, grid=grid, seen=grid.fingerprint)


def test_from_nothing_to_in_force(world):
    empty = draft(world)
    assert (empty.number, empty.state, empty.definition["criteria"]) == (1, "draft", [])
    with pytest.raises(GridRefused) as refused:
        activate(world, empty)
    assert "There is no criterion." in {fault.message for fault in refused.value.faults}
    ready = activate(world, save(world, empty, definition=demo_definition()))
    assert ready.state == "active" and ready.activated_by_name == world.manager.get_full_name()
    assert CriteriaGrid.objects.in_force(world.establishment, world.organizing) == ready


def test_the_next_version_replaces_the_one_in_force(world, grid):
    first = activate(world, save(world, grid, evaluators=[world.moderator], needed=3))
    second = draft(world)
    assert (second.number, second.definition, second.needed) == (2, first.definition, 3)
    assert list(second.evaluators.all()) == [world.moderator]
    activate(world, second)
    first.refresh_from_db()
    assert first.state == "retired" and first.retired_at
    assert CriteriaGrid.objects.filter(state="active").get() == second


def test_what_was_in_force_never_changes(world, grid):
    active = activate(world, grid)
    before = CriteriaGrid.objects.values().get()
    active.definition = {}
    for change in (
        active.save,
        lambda: active.save(update_fields=["definition"]),
        lambda: CriteriaGrid.objects.update(definition={}),
        lambda: CriteriaGrid.objects.filter(pk=active.pk).update(needed=1),
        active.delete,
    ):
        with pytest.raises(TypeError):
            change()
    with pytest.raises(Forbidden):
        save(world, CriteriaGrid.objects.get())
    with pytest.raises(Forbidden):
        operations.discard_grid(user=world.manager, grid=active, seen=fingerprint(active))
    assert CriteriaGrid.objects.values().get() == before


def fingerprint(grid):
    return CriteriaGrid.objects.get(pk=grid.pk).fingerprint


def test_activation_is_all_or_nothing(world, grid, monkeypatch):
    first = activate(world, grid)
    second = draft(world)
    monkeypatch.setattr(CriteriaGrid, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        activate(world, second)
    assert CriteriaGrid.objects.get(state="active") == first


def test_the_second_of_two_who_save_is_told(world, grid):
    seen = grid.fingerprint
    save(world, grid, needed=3)
    for late in (
        lambda: save(world, grid, seen=seen, needed=4),
        lambda: operations.activate_grid(user=world.manager, grid=grid, seen=seen),
        lambda: operations.discard_grid(user=world.manager, grid=grid, seen=seen),
    ):
        with pytest.raises(StaleGrid):
            late()
    assert CriteriaGrid.objects.get().needed == 3


def test_whoever_comes_after_the_draft_is_gone_is_told(world, grid):
    seen = grid.fingerprint
    operations.discard_grid(user=world.manager, grid=grid, seen=seen)
    assert not CriteriaGrid.objects.exists()
    with pytest.raises(StaleGrid):
        operations.activate_grid(user=world.manager, grid=CriteriaGrid(pk=1), seen=seen)


def test_one_draft_at_a_time(world, grid):
    with pytest.raises(Forbidden, match="There is a draft already"):
        draft(world)
    assert CriteriaGrid.objects.count() == 1


def test_keys_are_suggested_and_apart(world):
    words = {"fr": "Portée", "en": "Reach"}
    made = draft(world, definition={"criteria": [{"label": words, "weight": 1}] * 2 + [
        {"key": "kept", "label": words, "weight": 1}, {"label": {}, "weight": 1}
    ]})  # fmt: skip
    keys = [one["key"] for one in made.definition["criteria"]]
    assert keys == ["portee", "portee_2", "kept", "criteria"]


@pytest.mark.parametrize("role", ["intake", "organizer", "moderator", "auditor", "editor"])
def test_only_managers_write_grids(world, grid, role):
    user = world.person(role)
    assert not operations.can_change_grid(user=user, grid=grid)
    with pytest.raises(Forbidden):
        operations.activate_grid(user=user, grid=grid, seen=grid.fingerprint)
    with pytest.raises(Forbidden):
        operations.draft_grid(user=user, establishment=world.establishment, service=world.housing)


def test_a_manager_writes_those_of_their_own_establishment(world, grid):
    other = factories.user("manager", world.elsewhere.team)
    with pytest.raises(Forbidden):
        operations.discard_grid(user=other, grid=grid, seen=grid.fingerprint)
    with pytest.raises(Forbidden):
        operations.draft_grid(user=other, establishment=world.establishment, service=world.housing)
    assert not CriteriaGrid.objects.visible_to(other)
    assert CriteriaGrid.objects.visible_to(world.manager).get() == grid
    assert not CriteriaGrid.objects.visible_to(world.moderator)


def test_a_service_that_is_not_offered_there_has_no_grid(world):
    with pytest.raises(Forbidden, match="does not offer"):
        operations.draft_grid(
            user=world.manager,
            establishment=world.establishment,
            service=world.elsewhere.service,
        )
