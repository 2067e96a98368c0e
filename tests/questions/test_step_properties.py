"""Whatever the form and the answers, steps and drafts judge as the whole form does (P4, P9)."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import Marker, Schema, schema_from_json
from coorg_forms.questions.steps import all_steps, first_faulty, reachable, steps_on_the_way
from tests.questions.test_resolve import raws, schemas

TODAY = Context(today=date(2026, 11, 22))


@st.composite
def in_steps(draw):
    """A random form, cut by headings at random places."""
    items = []
    for question in draw(schemas()).items:
        if draw(st.booleans()):
            items.append(Marker("section", title="Étape", id=f"m{len(items)}"))
        items.append(question)
    return Schema(tuple(items))


@given(in_steps(), st.sampled_from(["steps", "page"]))
def test_every_question_stands_on_one_step(schema, layout):
    keys = [key for step in all_steps(schema, layout) for key in step.keys]

    assert sorted(keys) == sorted(question.key for question in schema.questions)
    assert len({step.number for step in all_steps(schema, layout)}) == len(
        all_steps(schema, layout)
    )


@given(in_steps(), raws)
def test_step_by_step_is_the_whole_form(schema, raw):
    """What is kept of each step in a draft adds up to what one post would say."""
    kept = {}
    for step in all_steps(schema, "steps"):
        kept |= {key: raw[key] for key in step.keys if key in raw}
    whole = resolve(schema, raw, TODAY)
    assert resolve(schema, kept, TODAY) == whole

    steps = steps_on_the_way(all_steps(schema, "steps"), whole)
    shown = {key for step in steps for key in step.keys}
    assert set(whole.visible) <= shown
    faulty = first_faulty(steps, whole)
    assert (faulty is None) == whole.is_valid
    if faulty and reachable(steps, whole):
        assert reachable(steps, whole)[-1].number <= faulty.number


@given(in_steps(), raws)
def test_a_draft_that_is_kept_and_read_again_says_the_same(schema, raw):
    again = schema_from_json(schema.to_json())

    assert resolve(again, raw, TODAY) == resolve(schema, raw, TODAY)
