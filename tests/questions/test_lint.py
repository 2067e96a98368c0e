"""What an editor is told to look at."""

import pytest

from coorg_forms.questions.lint import lint
from coorg_forms.questions.paths import simulate
from coorg_forms.questions.schema import schema_from_json

XY = [{"key": "x", "label": "Ixe"}, {"key": "y", "label": "Igrec"}]
IF_X = {"all": [{"question": "a", "op": "is", "value": ["x"]}]}


def found(*items, has_steps=False):
    schema = schema_from_json({"items": list(items)})
    points = lint(schema, simulate(schema), has_steps=has_steps)
    assert all(str(point.message) for point in points)
    return [(point.index, point.child) for point in points]


def text(key, label="Nom du groupe", **fields):
    return {"key": key, "type": "text", "label": label, **fields}


def radio(key="a", **fields):
    return {
        "key": key, "type": "radio", "label": "Lequel?", "options": XY, "required": True, **fields
    }  # fmt: skip


def test_a_good_form_gets_no_remark():
    assert found({"type": "section", "title": "Un"}, radio(), text("b", show_if=IF_X)) == []


@pytest.mark.parametrize(
    "label",
    ["Question 1", "Question n° 2", "Cliquez ici", "Click here", "Champ", "Texte :", "Réponse 3",
     "NOM DE VOTRE GROUPE"],
)  # fmt: skip
def test_words_that_say_nothing(label):
    assert found(text("a", label)) == [(0, "label")]


@pytest.mark.parametrize(
    "label", ["Question de santé", "NEQ", "Ici, que voulez-vous?", "Titre de l’activité", "CISSS"]
)
def test_words_that_say_something(label):
    assert found(text("a", label)) == []


def test_twice_the_same_words():
    assert found(text("a", "Courriel"), text("b", "courriel :")) == [(1, "label")]
    twice = [{"key": "x", "label": "Été"}, {"key": "y", "label": "ete"}]
    assert found(radio(options=twice)) == [(0, "options")]


def test_a_question_that_no_answer_shows():
    never = {"all": [*IF_X["all"], {"question": "a", "op": "is", "value": ["y"]}]}
    assert found(radio(), text("b", show_if=never)) == [(1, "show_if")]


def test_a_parent_on_the_same_page_only_with_steps():
    one = [radio(), text("b", show_if=IF_X)]
    assert found(*one, has_steps=True) == [(1, "show_if")]
    assert found(one[0], {"type": "section", "title": "Deux"}, one[1], has_steps=True) == []
