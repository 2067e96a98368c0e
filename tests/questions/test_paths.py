"""The simulator of ways, and its agreement with what really resolves."""

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.questions import paths as module
from coorg_forms.questions.paths import simulate
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import Schema, schema_from_json

TODAY = Context(today=date(2027, 6, 1))
XYZ = [{"key": key, "label": key.upper()} for key in "xyz"]


def choice(key, show_if=None, *, type="radio", required=True, options=XYZ, **settings):
    data = {"key": key, "type": type, "label": f"Question {key}", "required": required}
    return {**data, "options": options, "show_if": show_if, "settings": settings}


def text(key, show_if=None):
    return {"key": key, "type": "text", "label": f"Question {key}", "show_if": show_if}


def when(question, op, *value, match="all"):
    return {match: [{"question": question, "op": op, "value": list(value)}]}


def schema(*items) -> Schema:
    return schema_from_json({"items": list(items)})


def ways(found) -> list[set[frozenset[str]]]:
    return [{way.shown for way in fork.ways} for fork in found.forks]


def test_a_form_without_conditions_has_one_way():
    found = simulate(schema(choice("a"), text("b")))

    assert found.count == 1 and found.forks == () and found.unreachable == ()
    assert [question.key for question in found.longest] == ["a", "b"]
    assert found.shortest_minutes == found.longest_minutes == 1


def test_answers_that_no_condition_tells_apart_are_one_way():
    found = simulate(schema(choice("a"), text("b", when("a", "is", "x"))))

    assert ways(found) == [{frozenset({"b"}), frozenset()}]
    assert [dict(way.answers) for way in found.forks[0].ways] == [{"a": ("x",)}, {"a": ("y",)}]


def test_forks_that_do_not_meet_multiply_and_chains_do_not():
    chain = [choice("a"), choice("b", when("a", "is", "x")), text("c", when("b", "is", "y"))]
    found = simulate(schema(*chain, choice("d"), text("e", when("d", "in", "x", "y"))))

    assert found.count == 3 * 2
    assert [question.key for question in found.longest] == ["a", "b", "c", "d", "e"]
    assert found.shortest_minutes <= found.longest_minutes


def test_a_question_that_no_answer_shows():
    both = {
        "all": [
            {"question": "a", "op": "is", "value": ["x"]},
            {"question": "a", "op": "is", "value": ["y"]},
        ]
    }
    found = simulate(
        schema(choice("a"), text("b", both), choice("c", both), text("d", when("c", "is", "x")))
    )

    assert [question.key for question in found.unreachable] == ["b", "c", "d"]


def test_what_is_required_is_answered_and_what_is_not_may_stay_blank():
    blank = when("a", "not_answered")
    assert simulate(schema(choice("a"), text("b", blank))).unreachable
    assert not simulate(schema(choice("a", required=False), text("b", blank))).unreachable


def test_boxes_meet_and_keep_to_their_limits():
    both = {
        "all": [
            {"question": "a", "op": "includes", "value": ["x"]},
            {"question": "a", "op": "includes", "value": ["y"]},
        ]
    }
    boxes = schema(choice("a", type="checkboxes"), text("b", both))
    one_box = schema(choice("a", type="checkboxes", most=1), text("b", both))

    assert not simulate(boxes).unreachable
    assert [question.key for question in simulate(one_box).unreachable] == ["b"]


def test_a_form_with_too_many_ways_says_so(monkeypatch):
    monkeypatch.setattr(module, "MOST_WAYS", 5)
    parents = [choice(f"p{n}") for n in range(5)]
    tests = [{"question": f"p{n}", "op": "is", "value": ["x"]} for n in range(5)]
    children = [text(f"c{n}", {"any": tests[: n + 1]}) for n in range(5)]
    found = simulate(schema(*parents, *children))

    assert not found.is_whole and found.count <= 5
    assert found.unreachable == ()


def test_twenty_independent_conditions_are_quick():
    pairs = [(choice(f"p{n}"), text(f"c{n}", when(f"p{n}", "is", "x"))) for n in range(20)]
    found = simulate(schema(*(item for pair in pairs for item in pair)))

    assert found.count == 2**20 and found.is_whole
    assert len(found.longest) == 40


@st.composite
def forms(draw):
    """Choice questions, some required, on any conditions about the earlier ones."""
    items = []
    for number in range(draw(st.integers(2, 6))):
        show_if = None
        if items and draw(st.booleans()):
            tests = [
                {
                    "question": draw(st.sampled_from([item["key"] for item in items])),
                    "op": draw(st.sampled_from(["is", "in", "is_not", "includes", "answered"])),
                    "value": draw(st.lists(st.sampled_from("xyz"), min_size=1, unique=True)),
                }
                for _number in range(draw(st.integers(1, 2)))
            ]
            show_if = {draw(st.sampled_from(["all", "any"])): tests}
        kind = draw(st.sampled_from(["radio", "checkboxes"]))
        items.append(choice(f"q{number}", show_if, type=kind, required=draw(st.booleans())))
    return schema(*items)


def conditional(form: Schema, visible, fork) -> frozenset[str]:
    keys = {question.key for question in fork.questions if question.show_if}
    return frozenset(keys & set(visible))


@given(form=forms(), seed=st.integers(0, 1000))
def test_whatever_is_answered_is_one_of_the_ways(form, seed):
    chance = random.Random(seed)
    raw = {q.key: chance.sample("xyz", chance.randint(0, 3)) for q in form.questions}
    resolution = resolve(form, raw, TODAY)
    if resolution.errors:
        raw |= {problem.key: [chance.choice("xyz")] for problem in resolution.errors}
        resolution = resolve(form, raw, TODAY)
    if resolution.errors:
        return
    for fork in simulate(form).forks:
        assert conditional(form, resolution.visible, fork) in {way.shown for way in fork.ways}


@given(form=forms())
def test_the_answers_of_a_way_lead_to_it(form):
    for fork in simulate(form).forks:
        for way in fork.ways:
            raw = {key: list(chosen) for key, chosen in way.answers.items()}
            visible = resolve(form, raw, TODAY).visible
            assert conditional(form, visible, fork) == way.shown
