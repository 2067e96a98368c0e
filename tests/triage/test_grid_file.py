"""A grid goes out as a file and comes back the same; what a strange file loses is told."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.triage.grid import grid_from_json, grid_to_json
from coorg_forms.triage.grid_file import LONGEST, MOST_BYTES, GridFile, Unreadable, read, write
from example_site.demo.files import read as demo
from tests.triage.grids import LANGUAGES, definitions, demo_definition


def reading(data):
    return read(json.dumps(data).encode(), LANGUAGES)


@given(definitions, st.integers(1, 9), st.integers(1, 9))
def test_out_and_back_and_out_again(definition, version, needed):
    file = GridFile("outaouais-oc", version, tuple(LANGUAGES), needed, definition)
    back, notes = read(write(file).encode(), LANGUAGES)
    assert notes == [] and back == file
    assert write(back) == write(file)


def test_a_grid_from_elsewhere():
    """Parts of a file that has explanations beside the grid."""
    given_file = {**demo("grid"), "score": "sum(weight × note ÷ 3)", "rules": ["a rule"]}
    grid, notes = reading(given_file)
    assert grid.definition == demo_definition()
    assert (grid.id, grid.version) == ("oc-grid", 1)
    assert {note.place for note in notes} == {"score", "rules"}


@pytest.mark.parametrize(
    "change, place",
    [
        (lambda d: d["criteria"][0].update(weight="25"), "criteria 1 → weight"),
        (lambda d: d["criteria"][0].update(weight=True), "criteria 1 → weight"),
        (lambda d: d["criteria"][0].update(colour="red"), "criteria 1 → colour"),
        (lambda d: d["criteria"][0]["label"].update(es="Alcance"), "criteria 1 → label"),
        (lambda d: d["criteria"][0]["label"].update(fr=3), "criteria 1 → label → fr"),
        (lambda d: d["criteria"][0]["label"].update(fr="é" * 600), "criteria 1 → label → fr"),
        (lambda d: d["criteria"][0]["anchors"].append("x"), "criteria 1 → anchors 5"),
        (lambda d: d["criteria"].append(None), "criteria 8"),
        (lambda d: d["bands"][0].pop("min"), "bands 1 → min"),
        (lambda d: d.update(gate="none"), "gate"),
        (lambda d: d["gate"][0].update(asks_requester="yes"), "gate 1 → asks_requester"),
        (lambda d: d.update(scale=[{"score": 0}] * 101), "scale"),
        (lambda d: d.update(needed=-1), "needed"),
    ],
)
def test_what_is_not_taken_is_told(change, place):
    data = copy.deepcopy(demo("grid"))
    del data["score"], data["rules"]  # explanations, left out: see the test above
    change(data)
    grid, notes = reading(data)
    assert [note.place for note in notes] == [place]
    labels = [one["label"].values() for one in grid.definition["criteria"]]
    assert max(len(text) for label in labels for text in label) <= LONGEST


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'{"criteria": {}}', b'{"criteria": NaN}', b"[" * 100_000,
     b"\xff\xfe", b" " * (MOST_BYTES + 1)],
)  # fmt: skip
def test_what_is_no_grid_is_refused(content):
    with pytest.raises(Unreadable) as refused:
        read(content, LANGUAGES)
    assert str(refused.value)


@given(definitions)
def test_any_definition_is_plain_data(definition):
    assert grid_to_json(grid_from_json(definition)) == definition
