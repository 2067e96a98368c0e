"""What a draft changes."""

from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.questions.changes import compare
from coorg_forms.questions.schema import schema_from_json

XY = [{"key": "x", "label": "Ixe"}, {"key": "y", "label": "Igrec"}]


def question(key, **fields):
    return {"key": key, "type": "text", "label": key.upper(), "id": f"id-{key}", **fields}


def changes(before, after):
    found = compare(*(schema_from_json({"items": items}) for items in (before, after)))
    return [(change.kind, change.question.key) for change in found]


def test_nothing():
    items = [question("a"), question("b", type="radio", options=XY, required=True)]
    assert changes(items, items) == []


def test_added_removed_and_whether_that_breaks():
    before, after = [question("a"), question("b")], [question("b"), question("c", required=True)]

    assert changes(before, after) == [("removed", "a"), ("added_required", "c")]
    assert changes(before, [*before, question("d")]) == [("added", "d")]
    found = compare(*(schema_from_json({"items": items}) for items in (before, after)))
    assert all(change.is_breaking for change in found)


def test_a_renamed_question_is_still_itself():
    assert changes([question("a")], [question("a", label="Autre")]) == [("renamed", "a")]


def test_one_question_that_jumps_is_one_move():
    a, b, c, d = (question(key) for key in "abcd")

    assert changes([a, b, c, d], [b, c, d, a]) == [("moved", "a")]
    assert changes([a, b, c, d], [d, a, b, c]) == [("moved", "d")]
    assert changes([a, b, c], [b, c]) == [("removed", "a")]


def test_options_requirement_and_conditions():
    before = question("a", type="radio", options=XY)
    condition = {"all": [{"question": "a", "op": "is", "value": ["x"]}]}
    other = [XY[0], {"key": "z", "label": "Zède"}]

    assert changes([before], [question("a", type="radio", options=other, required=True)]) == [
        ("options_removed", "a"),
        ("options_added", "a"),
        ("newly_required", "a"),
    ]
    assert changes([before, question("b")], [before, question("b", show_if=condition)]) == [
        ("condition", "b")
    ]
    assert changes([question("a", required=True)], [question("a")]) == [("now_optional", "a")]
    assert changes([question("a")], [question("a", type="number")]) == [("retyped", "a")]


def test_the_words_of_an_option_are_not_the_option():
    before = question("a", type="radio", options=XY)
    after = question("a", type="radio", options=[{"key": "x", "label": "Iks"}, XY[1]])

    assert changes([before], [after]) == []


def test_the_lines_of_a_grid_come_and_go():
    lines = [question("un"), question("deux")]
    before, after = (question("a", type="grid", parts=parts) for parts in (lines, lines[:1]))

    assert changes([before], [after]) == [("options_removed", "a")]
    assert changes([after], [before]) == [("options_added", "a")]


@given(st.permutations(range(6)))
def test_the_moves_explain_the_new_order(order):
    before = [question(f"q{number}") for number in range(6)]
    after = [before[number] for number in order]
    moved = {key for _kind, key in changes(before, after)}

    still = [item["key"] for item in after if item["key"] not in moved]
    assert still == sorted(still)
