"""Whatever the form and the answers, a correction says what it changes and nothing else."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coorg_forms.questions import registry
from coorg_forms.questions.correction import correct, to_correct
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import Marker, Question, Schema
from tests.questions.test_resolve import raws, schemas

TODAY = Context(today=date(2027, 6, 1))


@given(schemas(), raws)
def test_what_was_sent_sent_again_changes_nothing(schema, raw):
    sent = resolve(schema, raw, TODAY)
    assume(sent.is_valid)
    again = correct(schema, sent.clean, sent.clean, TODAY)
    assert not again.errors and not again.changes


def test_a_right_guess_of_a_personal_answer_looks_like_a_wrong_one():
    changes = [correct(SCHEMA, SENT, {"email": one}, TODAY).changes for one in ("a@b.ca", "c@d.ca")]
    assert [[(c.question.key, c.before) for c in each] for each in changes] == [
        [("email", None)],
        [("email", None)],
    ]


def test_the_part_that_is_left_empty_keeps_what_was_sent():
    schema = Schema((Question("name", "name", "Nom", personal=True, required=True),))
    sent = {"name": {"given": "Ève", "family": "Roy"}}
    correction = correct(schema, sent, {"name": {"given": "Éva", "family": ""}}, TODAY)
    assert correction.resolution.clean["name"] == {"given": "Éva", "family": "Roy"}


def test_what_the_correction_that_waits_says_stays_unless_typed_anew():
    carried = {"email": "nouvelle@b.ca"}
    kept = correct(SCHEMA, SENT, {"title": "Un four", "email": ""}, TODAY, carried)
    assert kept.resolution.clean["email"] == "nouvelle@b.ca" and len(kept.changes) == 2
    anew = correct(SCHEMA, SENT, {"email": "autre@b.ca"}, TODAY, carried)
    assert anew.resolution.clean["email"] == "autre@b.ca"


@given(schemas(), raws, raws)
def test_a_correction_is_judged_as_the_whole_form_is(schema, first, second):
    sent = resolve(schema, first, TODAY)
    assume(sent.is_valid)
    correction = correct(schema, sent.clean, second, TODAY)
    assert correction.resolution == resolve(schema, {**sent.clean, **_asked(schema, second)}, TODAY)
    changed = {one.question.key for one in correction.changes}
    for key in set(schema.by_key) - changed:
        assert correction.resolution.clean.get(key) == sent.clean.get(key)
    for one in correction.changes:
        assert one.after == correction.resolution.clean.get(one.question.key)


def _asked(schema, raw):
    files = {q.key for q in schema.questions if registry.get(q.type).takes_files}
    return {key: value for key, value in raw.items() if key not in files and key in schema.by_key}


SCHEMA = Schema(
    (
        Marker("section", title="Les fichiers", id="a"),
        Question("plans", "file", "Plans", required=True),
        Marker("section", title="Vous", id="b"),
        Question("email", "email", "Courriel", help="Une aide.", personal=True, required=True),
        Question("title", "text", "Titre", required=True),
    )
)
SENT = {"email": "a@b.ca", "title": "Un jardin"}


def test_personal_questions_may_stay_empty_and_files_are_not_asked():
    asked = to_correct(SCHEMA, "Laissez vide.")
    assert [item.title for item in asked.items if isinstance(item, Marker)] == ["Vous"]
    email, title = asked.questions
    assert not email.required and email.help == "Une aide. Laissez vide."
    assert title == SCHEMA.by_key["title"]


@pytest.mark.parametrize("empty", ["", " ", None, [], {}])
def test_a_personal_question_left_empty_keeps_what_was_sent(empty):
    correction = correct(SCHEMA, SENT, {"email": empty, "title": "Un four"}, TODAY)
    assert not correction.errors
    assert [(c.before, c.after) for c in correction.changes] == [("Un jardin", "Un four")]


def test_a_personal_answer_that_cannot_be_read_is_told():
    correction = correct(SCHEMA, SENT, {"email": "a@"}, TODAY)
    assert [problem.key for problem in correction.errors] == ["email"]


def test_a_file_that_is_missing_holds_nothing_up():
    assert not correct(SCHEMA, SENT, {"plans": "x", "title": ""}, TODAY).resolution.is_valid
    assert [p.key for p in correct(SCHEMA, SENT, {"title": ""}, TODAY).errors] == ["title"]


@given(st.dictionaries(st.sampled_from(["email", "title", "plans", "x"]), st.text(max_size=9)))
def test_nothing_that_is_typed_raises(raw):
    correct(SCHEMA, SENT, raw, TODAY).changes  # noqa: B018
