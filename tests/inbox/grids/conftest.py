"""A grid in force, its next draft, and evaluated requests."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.inbox.grids.convert import item_id
from coorg_forms.models import CriteriaGrid, Evaluation, EvaluationScore
from tests import factories
from tests.triage.grids import demo_definition


@pytest.fixture
def active(world) -> CriteriaGrid:
    """The grid in force in Gatineau and Pontiac."""
    grid = make(world, definition=demo_definition())
    return operations.activate_grid(user=world.manager, grid=grid, seen=grid.fingerprint)


@pytest.fixture
def draft(world, active) -> CriteriaGrid:
    """Its next version, which says the same as yet."""
    return make(world)


@pytest.fixture
def manager(world, sign_in) -> Client:
    return sign_in(world.manager)


def make(world, **fields) -> CriteriaGrid:
    return operations.draft_grid(
        user=world.manager, establishment=world.establishment, service=world.organizing, **fields
    )


def url(name: str, grid: CriteriaGrid | None = None) -> str:
    return reverse(f"coorg_grids:{name}", args=[grid.pk] if grid else [])


def evaluate(request, grid: CriteriaGrid, notes: dict, *, person, gate=None) -> Evaluation:
    """An evaluation that was handed in."""
    made = Evaluation.objects.create(
        request=request,
        grid=grid,
        evaluator=person,
        gate={item.key: True for item in grid.parsed.gate} | (gate or {}),
        submitted_at=timezone.now(),
    )
    EvaluationScore.objects.bulk_create(
        EvaluationScore(evaluation=made, criterion=key, points=points)
        for key, points in notes.items()
    )
    return made


def notes(**changes) -> dict:
    """2 everywhere, but for ``changes``."""
    keys = [one["key"] for one in demo_definition()["criteria"]]
    return {**dict.fromkeys(keys, 2), **changes}


def posted(definition: dict, seen: str, **extra) -> dict:
    """The form of the editor as a browser sends it."""
    data = {"seen": seen, "needed": "2"}
    for part in ("gate", "scale", "criteria", "bands"):
        data |= _list(part, definition.get(part, ()), part)
    return data | extra


def _list(prefix: str, items, part: str) -> dict:
    data = {f"{prefix}-count": str(len(items))}
    for place, item in enumerate(items):
        one = f"{prefix}-{place}"
        data |= {f"{one}-deleted": "", f"{one}-order": str(place), f"{one}-type": "item"}
        data[f"{one}-id"] = item.get("id") or item_id(part, item.get("key", str(place)))
        for name, value in item.items():
            data |= _field(f"{one}-value-{name}", name, value)
    return data


def _field(prefix: str, name: str, value) -> dict:
    if name == "anchors":
        return _list(prefix, value, name)
    if isinstance(value, dict):
        return {f"{prefix}-{code}": text for code, text in value.items()}
    if isinstance(value, bool):
        return {prefix: "on"} if value else {}
    return {prefix: value if isinstance(value, list) else str(value)}


def submit_many(world, count: int) -> list:
    return [factories.submit(world.page) for _number in range(count)]
