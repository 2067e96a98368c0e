"""The publish gate: every fault, on its block and field."""

import pytest

from coorg_forms.questions.check import Published, check
from tests.factories import block, stream_of

XY = [("x", "Ixe"), ("y", "Igrec")]


def faults(*blocks, published=None, site=None):
    """``[(index, child)]`` of the faults."""
    found = check(stream_of(list(blocks)), published or {}, site or {})
    assert all(fault.message for fault in found)
    return [(fault.index, fault.child) for fault in found]


def radio(key="a", **fields):
    return block("radio", **{"label": key.upper(), "key": key, "options": XY, **fields})


def text(key="b", **fields):
    return block("text", **{"label": key.upper(), "key": key, **fields})


def test_a_whole_form_has_no_fault():
    assert faults(
        block("section", title="Un"),
        radio("a"),
        text("b", show_if=[("a", "in", "x,y")], required_if=[("a", "answered", "")]),
        block("email", label="Courriel", key="email", role="email", why="Pour répondre."),
        block("consent", label="Acceptez-vous?", key="ok"),
        block("declaration", label="Je déclare", key="d"),
        block("yes_no", label="Oui?", key="yn"),
        text("c", show_if=[("yn", "is", "no")]),
        block("territory", label="Où?", key="t"),
        text("e", show_if=[("t", "includes", "gatineau")]),
        site={"territories": {"gatineau", "pontiac"}},
    ) == []  # fmt: skip


@pytest.mark.parametrize(
    "name, blocks, expected",
    [
        ("no question", [block("section", title="Un")], [(-1, "")]),
        ("no block", [], [(-1, "")]),
        ("no label", [text("b", label="")], [(0, "label")]),
        (
            "unknown type",
            [text(), {"type": "gone", "id": "1", "value": {}}],
            [(1, "content")],
        ),
        ("same key", [text("b"), block("section", title="x"), text("b")], [(2, "key")]),
        (
            "same role",
            [text("a", role="summary"), text("b", role="summary")],
            [(1, "role")],
        ),
        ("personal without why", [text("b", personal=True)], [(0, "why")]),
        (
            "personal role without why",
            [block("email", label="E", key="e", role="email")],
            [(0, "why")],
        ),
        ("one option", [radio(options=[("x", "Ixe")])], [(0, "options")]),
        ("no option", [radio(options=[])], [(0, "options")]),
        ("option without words", [radio(options=[("x", ""), ("y", "Y")])], [(0, "options")]),
        ("same option key", [radio(options=[("x", "A"), ("x", "B")])], [(0, "options")]),
        (
            "two free texts",
            [radio(options=[("x", "A", True), ("y", "B", True)])],
            [(0, "options")],
        ),
        ("itself", [radio("a", show_if=[("a", "is", "x")])], [(0, "show_if")]),
        ("later", [text("b", show_if=[("a", "is", "x")]), radio("a")], [(0, "show_if")]),
        ("missing", [radio("a"), text("b", show_if=[("gone", "is", "x")])], [(1, "show_if")]),
        ("no choice", [text("a"), text("b", show_if=[("a", "is", "x")])], [(1, "show_if")]),
        ("no answer", [radio("a"), text("b", show_if=[("a", "is", "")])], [(1, "show_if")]),
        (
            "unknown answer",
            [radio("a"), text("b", show_if=[("a", "in", "x,z")])],
            [(1, "show_if")],
        ),
        (
            "required_if too",
            [radio("a"), text("b", required_if=[("a", "in", "z")])],
            [(1, "required_if")],
        ),
        (
            "one fault per test",
            [radio("a"), text("b", show_if=[("a", "is", "z"), ("c", "is", "x")])],
            [(1, "show_if"), (1, "show_if")],
        ),
        (
            "everything at once",
            [text("a", label="", personal=True), text("a", label="")],
            [(0, "label"), (0, "why"), (1, "key"), (1, "label")],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_fault(name, blocks, expected):
    assert faults(*blocks) == expected


def test_answered_needs_no_answers():
    assert faults(radio("a"), text("b", show_if=[("a", "not_answered", "")])) == []


def test_a_site_list_needs_no_options_of_its_own():
    where = block("territory", label="Où?", key="t")

    assert faults(where, site={"territories": {"a", "b"}}) == []
    assert faults(where, site={"territories": {"a"}}) == [(0, "options")]
    assert faults(where) == [(0, "options")]


def test_an_option_may_not_have_the_code_of_the_site():
    where = block("territory", label="Où?", key="t", options=[("a", "Partout")])

    assert faults(where, site={"territories": {"a", "b"}}) == [(0, "options")]


def test_a_consent_may_have_no_options():
    assert faults(block("consent", label="C", key="c")) == []


# What was published -------------------------------------------------------------------------

PUBLISHED = {"b1": Published("nom", "text", {}), "b2": Published("choix", "radio", {"i1": "x"})}


def test_a_published_key_is_frozen():
    assert faults(text("autre", id="b1"), published=PUBLISHED) == [(0, "key")]
    assert faults(text("nom", id="b1"), published=PUBLISHED) == []


def test_a_published_key_is_not_taken_by_another_type():
    assert faults(radio("nom"), published=PUBLISHED) == [(0, "key")]
    assert faults(text("nom"), published=PUBLISHED) == []


def test_a_published_option_key_is_frozen():
    changed = radio("choix", id="b2")
    changed["value"]["options"][0] |= {"id": "i1"}
    assert faults(changed, published=PUBLISHED) == []

    changed["value"]["options"][0]["value"]["key"] = "z"
    assert faults(changed, published=PUBLISHED) == [(0, "options")]


def test_an_option_id_counts_in_its_own_question_only():
    """Two questions inserted from one type have the same id on their first option."""
    other = radio("autre", id="b3", options=[("z", "Z"), ("y", "Y")])
    other["value"]["options"][0] |= {"id": "i1"}

    assert faults(other, published=PUBLISHED) == []


# Lines and columns --------------------------------------------------------------------------


def listed(kind, name, *items, **fields):
    """A grid or a repeating set whose list ``name`` holds ``(id, key, label)``."""
    raw = [
        {"type": "item", "id": id, "value": {"key": key, "label": label}}
        for id, key, label in items
    ]
    return block(kind, id="b1", label="Q", key="q", **{name: raw}, **fields)


@pytest.mark.parametrize(
    "items, expected",
    [
        ([("1", "a", "Un"), ("2", "b", "Deux")], []),
        ([], ["lines"]),
        ([("1", "a", "")], ["lines"]),
        ([("1", "a", "Un"), ("2", "a", "Deux")], ["lines"]),
    ],
)
def test_the_lines_of_a_grid(items, expected):
    assert [child for _index, child in faults(listed("grid", "lines", *items, options=XY))] == (
        expected
    )


def test_a_published_column_keeps_its_key():
    past = {"b1": Published("q", "repeat", {"1": "partner"})}
    same = listed("repeat", "columns", ("1", "partner", "Autre libellé"))
    other = listed("repeat", "columns", ("1", "partenaire", "Partenaire"))

    assert faults(same, published=past) == []
    assert faults(other, published=past) == [(0, "columns")]


def test_a_condition_on_a_question_that_was_taken_out_names_it_by_its_words():
    past = {"gone": Published("timeline", "radio", {}, "Quand?")}
    stream = stream_of([text("b", show_if=[("timeline", "is", "x")])])
    [fault] = check(stream, past, {})
    assert "Quand?" in fault.message and "timeline" not in fault.message


def test_a_condition_on_a_later_question_names_it_by_its_words():
    stream = stream_of([text("b", show_if=[("a", "is", "x")]), radio("a")])
    [fault] = check(stream, {}, {})
    assert radio("a")["value"]["label"] in fault.message
