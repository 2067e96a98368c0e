"""The evaluation grid of the tests, the notes of its examples, and how it is put in force."""

from django.utils import timezone

from coorg_forms.models import CriteriaGrid
from coorg_forms.triage.grid import Grid, grid_from_json

WEIGHTS = {
    "inequalities": 25,
    "collective": 15,
    "determinants": 15,
    "participation": 15,
    "partners": 10,
    "timing": 10,
    "fit": 10,
}
SCALE = {0: "Non démontré", 1: "Faible", 2: "Moyen", 3: "Élevé"}
GATE = ("collective", "territory", "requester", "mandate", "complete")
BANDS = (("P1", 75, 5), ("P2", 55, 10), ("P3", 35, 20), ("P4", 0, 20))

#: The worked example: 78.33, shown 78, the first band.
WORKED = {**dict.fromkeys(WEIGHTS, 2), "inequalities": 3, "timing": 3}
YES = dict.fromkeys(GATE, True)


def both(words: str) -> dict:
    return {"fr": words, "en": f"{words} (en)"}


def definition(weights=None, *, always=(), answers=None) -> dict:
    """A grid as it is kept.

    Arguments:
        weights: key of a criterion → weight.
        always: keys of the criteria that may not be "not applicable".
        answers: key of a criterion → keys or roles of the questions that bear on it.
    """
    return {
        "scale": [{"score": n, "label": both(words)} for n, words in SCALE.items()],
        "gate": [
            {"key": key, "label": both(f"Porte {key}"), "asks_requester": key == "complete"}
            for key in GATE
        ],
        "criteria": [
            {
                "key": key,
                "label": both(f"Critère {key}"),
                "question": both(f"Question {key}?"),
                "weight": weight,
                "may_be_na": key not in always,
                "answers": list((answers or {}).get(key, ())),
                "anchors": [{"score": n, "label": both(f"Ancre {key} {n}")} for n in SCALE],
            }
            for key, weight in (weights or WEIGHTS).items()
        ],
        "bands": [
            {
                "key": key,
                "label": both(f"Priorité {key[1]}"),
                "min": least,
                "first_contact_business_days": days,
            }
            for key, least, days in BANDS
        ],
    }


def parsed(weights=None, **kwargs) -> Grid:
    return grid_from_json(definition(weights, **kwargs))


def in_force(world, *, evaluators=(), **fields) -> CriteriaGrid:
    """A new version, in force for the world's service; the one before it is replaced."""
    place = {"establishment": world.establishment, "service": world.organizing}
    known = CriteriaGrid.objects.filter(**place)
    known.filter(state="active").update(state="retired", retired_at=timezone.now())
    grid = CriteriaGrid.objects.create(
        **place,
        **{
            "number": known.count() + 1,
            "state": "active",
            "definition": definition(answers={"inequalities": ["description"]}),
            "activated_at": timezone.now(),
            **fields,
        },
    )
    grid.evaluators.set(evaluators)
    return grid
