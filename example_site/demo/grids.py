"""The evaluation grid in force in both establishments, and in one of them its next version."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import CriteriaGrid, Establishment, Service
from coorg_forms.triage.grid import grid_from_json, grid_to_json
from example_site.demo.files import read

SERVICE = "oc"
#: How long the grid has been in force, in days.
AGE = 120
#: Whose next version is being discussed, and its new weights: more for what cannot wait.
DRAFTING = "outaouais"
NEXT_WEIGHTS = {"inequalities": 30, "timing": 20, "participation": 10, "partners": 5, "fit": 5}


def make_grids() -> None:
    for data in read("site")["establishments"]:
        manager = _manager(data)
        place = {
            "user": manager,
            "establishment": Establishment.objects.get(code=data["code"]),
            "service": Service.objects.canonical().get(code=SERVICE),
        }
        _put_in_force(place)
        if data["code"] == DRAFTING:
            operations.draft_grid(**place, definition=_next())


def _put_in_force(place: dict) -> None:
    grid = operations.draft_grid(**place, definition=_definition())
    operations.activate_grid(user=place["user"], grid=grid, seen=grid.fingerprint)
    since = timezone.now() - timedelta(days=AGE)
    CriteriaGrid.objects.filter(pk=grid.pk).update(activated_at=since)


def _definition() -> dict:
    return grid_to_json(grid_from_json(read("grid")))


def _next() -> dict:
    definition = _definition()
    for criterion in definition["criteria"]:
        criterion["weight"] = NEXT_WEIGHTS.get(criterion["key"], criterion["weight"])
    return definition


def _manager(data: dict):
    (name,) = (one["username"] for one in data["staff"] if one["role"] == "manager")
    return get_user_model().objects.get(username=name)
