"""A grid as it is kept and as it is read are the same thing."""

from coorg_forms.triage.grid import grid_from_json, grid_to_json, words_in
from tests import grids


def test_read_and_written_are_the_same():
    kept = grids.definition(always=("fit",), answers={"fit": ["description", "summary"]})
    assert grid_to_json(grid_from_json(kept)) == kept


def test_what_is_missing_is_empty():
    grid = grid_from_json({})
    assert (grid.gate, grid.criteria, grid.top, grid.total) == ((), (), 0, 0)
    assert grid.band(50) is None and grid.band_called("P1") is None


def test_bands_and_notes_are_in_order_however_they_were_kept():
    kept = grids.definition()
    for part in ("bands", "scale"):
        kept[part] = kept[part][::-1]
    kept["bands"][0], kept["bands"][1] = kept["bands"][1], kept["bands"][0]
    grid = grid_from_json(kept)
    assert [band.key for band in grid.bands] == ["P1", "P2", "P3", "P4"]
    assert [anchor.score for anchor in grid.scale] == [0, 1, 2, 3]


def test_the_gate_and_the_criteria_do_not_share_names():
    grid = grids.parsed()
    assert "collective" in grid.by_key
    assert "collective" in [item.key for item in grid.gate]


def test_a_band_is_that_of_what_is_shown():
    grid = grids.parsed()
    shown = {100: "P1", 75: "P1", 74: "P2", 55: "P2", 54: "P3", 35: "P3", 34: "P4", 0: "P4"}
    assert {score: grid.band(score).key for score in shown} == shown


def test_words_fall_back_on_those_there_are():
    assert words_in({"fr": "Oui", "en": "Yes"}, "en") == "Yes"
    assert words_in({"fr": "Oui", "en": ""}, "en") == "Oui"
    assert words_in({}, "fr") == ""
