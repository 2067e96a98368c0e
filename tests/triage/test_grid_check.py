"""What keeps a grid from being put in force, and what is different between two."""

import pytest
from django.utils import translation

from coorg_forms.triage.grid import grid_from_json
from coorg_forms.triage.grid_changes import changes
from coorg_forms.triage.grid_check import faults, total_words
from tests.triage.grids import LANGUAGES, demo_definition


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def told(change) -> list[tuple[str, str, str]]:
    definition = demo_definition()
    change(definition)
    found = faults(grid_from_json(definition), LANGUAGES)
    return [(fault.part, fault.place, fault.message) for fault in found]


def first(definition, part):
    return definition[part][0]


def test_the_grid_of_the_demo_is_ready():
    assert told(lambda d: None) == []


REACH = "Criterion 1: Réduction des inégalités sociales et de santé"
P1 = "Band 1: Priorité 1 – élevée"


@pytest.mark.parametrize(
    "change, expected",
    [
        (lambda d: first(d, "criteria").update(weight=10),
         ("criteria", "", "The weights total 85 of 100: 15 left.")),
        (lambda d: d["criteria"][1].update(weight=40),
         ("criteria", "", "The weights total 125 of 100: 25 too many.")),
        (lambda d: (first(d, "criteria").update(weight=0), d["criteria"][1].update(weight=40)),
         ("criteria", REACH, "The weight is more than 0.")),
        (lambda d: first(d, "criteria")["anchors"].pop(),
         ("criteria", REACH, "What the note 3 means is not said.")),
        (lambda d: first(d, "criteria")["anchors"][3].update(score=4),
         ("criteria", REACH, "What the note 3 means is not said.")),
        (lambda d: first(d, "criteria")["anchors"].append({"score": 3, "label": dict.fromkeys(
            LANGUAGES, "x")}), ("criteria", REACH, "The note 3 is explained twice.")),
        (lambda d: first(d, "criteria")["question"].pop("en"),
         ("criteria", REACH, "No question in this language: anglais.")),
        (lambda d: first(d, "criteria")["anchors"][2]["label"].update(fr=" "),
         ("criteria", REACH, "No meaning of the note 2 in this language: français.")),
        (lambda d: first(d, "gate")["label"].pop("fr"),
         ("gate", "Gate question 1: The need is collective, not individual.",
          "No question in this language: français.")),
        (lambda d: first(d, "scale")["label"].pop("en"),
         ("scale", "Note 0", "No word in this language: anglais.")),
        (lambda d: first(d, "bands")["label"].pop("en"),
         ("bands", P1, "No name in this language: anglais.")),
        (lambda d: first(d, "criteria").update(key="à côté"),
         ("criteria", REACH,
          "The key has letters without accents, digits and underscores only.")),
        (lambda d: first(d, "criteria").update(key="collective"),
         ("criteria", REACH, "Another one has the key “collective”.")),
        (lambda d: d["bands"][3].update(min=10),
         ("bands", "", "No band reaches down to 0: some scores would have none.")),
        (lambda d: d["bands"][1].update(min=75), ("bands", "", "Two bands begin at 75.")),
        (lambda d: first(d, "bands").update(min=101),
         ("bands", P1, "A band begins between 0 and 100.")),
        (lambda d: first(d, "bands").update(first_contact_business_days=0),
         ("bands", P1, "The delay is one business day at least.")),
        (lambda d: d.update(bands=[]), ("bands", "", "There is no band.")),
        (lambda d: d.update(scale=d["scale"][:1]),
         ("scale", "", "The scale needs two notes at least.")),
        (lambda d: first(d, "scale").update(score=4),
         ("scale", "", "The notes start at 0 and go up by one, each once.")),
        (lambda d: d.update(criteria=[]), ("criteria", "", "There is no criterion.")),
    ],
)  # fmt: skip
def test_each_refusal_in_plain_words(change, expected):
    assert expected in told(change)


def test_the_same_key_may_serve_in_two_parts():
    assert "collective" in {item["key"] for item in demo_definition()["gate"]}
    assert "collective" in {item["key"] for item in demo_definition()["criteria"]}


def test_the_total_in_words():
    assert total_words(100) == "The weights total 100."


def compared(change) -> list:
    after = demo_definition()
    change(after)
    return changes(grid_from_json(demo_definition()), grid_from_json(after), LANGUAGES)


def test_nothing_changed():
    assert compared(lambda d: None) == []


def test_added_removed_and_changed():
    def change(definition):
        definition["criteria"].pop(2)
        definition["criteria"][0].update(weight=30, may_be_na=False)
        definition["criteria"][0]["anchors"][1]["label"]["fr"] = "Lien lointain"
        definition["criteria"].append({"key": "new", "label": {"fr": "Neuf"}, "weight": 10})
        definition["bands"][0]["min"] = 80

    found = {(one.part, one.kind, one.label["fr"]): one.details for one in compared(change)}
    assert ("criteria", "added", "Neuf") in found
    assert ("criteria", "removed", "Déterminants de la santé et priorités du territoire") in found
    label = "Réduction des inégalités sociales et de santé"
    details = [(d.what, d.before, d.after) for d in found["criteria", "changed", label]]
    assert details == [
        ("Weight", "25", "30"),
        ("“Not applicable” allowed", "Yes", "No"),
        ("Note 1 (français)", "Lien indirect", "Lien lointain"),
    ]
    bands = found["bands", "changed", "Priorité 1 – élevée"]
    assert [(d.what, d.before, d.after) for d in bands] == [("From the score", "75", "80")]


def test_another_order_is_a_change():
    (moved,) = compared(lambda d: d["criteria"].insert(0, d["criteria"].pop()))
    assert moved.details[0].what == "Order"
