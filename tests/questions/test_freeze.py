"""From blocks to the schema that is kept, tolerant of anything."""

from coorg_forms.editor.page_form import fill_keys
from coorg_forms.questions.conditions import Condition, Test
from coorg_forms.questions.freeze import freeze
from coorg_forms.questions.schema import Marker, Option, Question, Schema, content_hash
from tests.factories import block, stream_of


def frozen(*blocks, known=None, site=None) -> Schema:
    return freeze(stream_of(list(blocks)), lambda name: (site or {}).get(name, ()), known or {})


def test_sections_and_questions():
    schema = frozen(
        block("text", label="Avant", key="before"),
        block("section", title="Un", text="Intro"),
        block("statement", text="Lisez ceci."),
        block("text", label="Nom", key="nom"),
        block("section", title="Deux"),
    )

    first, one, two = schema.sections
    assert first.marker is None and first.items[0].key == "before"
    assert (one.marker.title, one.marker.text) == ("Un", "Intro")
    assert isinstance(one.items[0], Marker) and one.items[1].key == "nom"
    assert two.items == ()


def test_zero_is_kept_in_the_settings():
    (one,) = frozen(block("number", label="Combien?", key="n", lowest=0, highest=0)).questions

    assert one.settings == {"lowest": 0, "highest": 0}


def test_blank_settings_are_left_out():
    (one,) = frozen(block("checkboxes", label="Quoi?", key="n", options=[("a", "A")])).questions

    assert one.settings == {}


def test_what_cannot_be_asked_is_left_out():
    schema = frozen(
        block("text", label="", key="empty"),
        {"type": "gone", "id": "1", "value": {}},
        block("text", label="Nom", key=None),
    )

    assert [q.key for q in schema.questions] == ["nom"]


def test_a_list_without_a_term_is_left_out():
    schema = frozen(
        block("territory", label="Où?", key="where"),
        block("text", label="Nom", key="nom", show_if=[("where", "is", "gatineau")]),
    )

    assert [(q.key, q.show_if) for q in schema.questions] == [("nom", None)]


def test_two_questions_with_one_key_get_two():
    schema = frozen(block("text", label="A", key="nom"), block("text", label="B", key="nom"))

    assert [q.key for q in schema.questions] == ["nom", "nom_2"]


def test_the_key_of_first_publication_wins():
    schema = frozen(block("text", id="b1", label="A", key="autre"), known={"b1": "nom"})

    assert [q.key for q in schema.questions] == ["nom"]


def test_a_newcomer_does_not_take_a_published_key():
    schema = frozen(
        block("text", id="new", label="A", key="nom"),
        block("text", id="b1", label="B", key="nom"),
        known={"b1": "nom"},
    )

    assert [(q.id, q.key) for q in schema.questions] == [("new", "nom_2"), ("b1", "nom")]


def test_one_question_per_role():
    schema = frozen(
        block("email", label="A", key="a", role="email"),
        block("email", label="B", key="b", role="email"),
    )

    assert [q.role for q in schema.questions] == ["email", ""]
    assert all(q.personal for q in schema.questions)


def test_tests_about_later_or_missing_questions_are_left_out():
    schema = frozen(
        block("radio", label="A", key="a", options=[("x", "X"), ("y", "Y")]),
        block(
            "text",
            label="B",
            key="b",
            show_if=[("a", "is", "x"), ("c", "is", "x"), ("gone", "is", "x")],
            show_match="any",
            required_if=[("c", "is", "x")],
        ),
        block("radio", label="C", key="c", options=[("x", "X"), ("y", "Y")]),
    )

    assert schema.by_key["b"].show_if == Condition("any", (Test("a", "is", ("x",)),))
    assert schema.by_key["b"].required_if is None


def test_answers_of_a_condition_are_separated_by_commas():
    schema = frozen(
        block("radio", label="A", key="a", options=[("x", "X"), ("y", "Y")]),
        block("text", label="B", key="b", show_if=[("a", "in", " x , y ")]),
    )

    assert schema.by_key["b"].show_if.tests[0].value == ("x", "y")


def test_options_without_words_or_with_a_taken_key_are_left_out():
    schema = frozen(
        block(
            "radio",
            label="A",
            key="a",
            options=[("x", "Un"), ("x", "Deux"), ("", "Trois"), ("z", "")],
        )
    )

    assert schema.by_key["a"].option_labels == {"x": "Un", "trois": "Trois"}


def test_options_of_the_site_come_first():
    schema = frozen(
        block("territory", label="Où?", key="t", options=[("unsure", "Je ne sais pas")]),
        site={"territories": [Option("82", "Collines"), Option("81", "Gatineau")]},
    )

    assert list(schema.by_key["t"].option_labels) == ["82", "81", "unsure"]


def test_a_consent_is_never_required():
    (one,) = frozen(block("consent", label="Acceptez-vous?", key="c", required=True)).questions

    assert not one.required
    assert list(one.option_labels) == ["yes"]


def test_json_leaves_blanks_out():
    question = Question("a", "number", "A", settings={"lowest": 0})

    assert Schema((question, Marker("section", "Un"))).to_json() == {
        "items": [
            {"key": "a", "type": "number", "label": "A", "settings": {"lowest": 0}},
            {"type": "section", "title": "Un"},
        ]
    }


def test_hash_does_not_depend_on_the_order_of_keys():
    assert content_hash({"a": 1, "b": "é"}) == content_hash({"b": "é", "a": 1})
    assert content_hash({"a": 1}) != content_hash({"a": "1"})


def test_what_is_listed_has_the_same_keys_whoever_publishes():
    """An editor's publication fills keys in; a schedule, a translation or an import does not."""
    lists = {"columns": [("", "Nom", "text", True), ("nom", "Autre nom", "text", False),
                         ("", "Nom", "text", False)]}  # fmt: skip
    written = [
        block("repeat", label="Partenaires", key="", **lists),
        block("grid", label="Besoins", key="", options=[("", "Un"), ("un", "Deux")],
              lines=[("", "Salle"), ("salle", "Aide")]),
        block("radio", label="Nom", key="", options=[("", "Oui"), ("oui", "Plutôt")]),
        block("text", label="Autre", key="nom"),
    ]  # fmt: skip
    kept = stream_of(written)
    plain = freeze(kept, lambda name: (), {})
    filled = stream_of(kept.get_prep_value())
    fill_keys(filled, {})

    assert freeze(filled, lambda name: (), {}) == plain
    assert [part.key for part in plain.questions[0].parts] == ["nom_2", "nom", "nom_3"]
    assert [question.key for question in plain.questions] == ["partenaires", "besoins", "nom_2",
                                                              "nom"]  # fmt: skip


def test_a_published_line_keeps_its_key_without_an_editor():
    """Renamed and left without a key, in a file or by a script: the published key stays."""
    stream = stream_of([block("grid", label="Besoins", key="besoins", options=[("a", "A")],
                              lines=[("", "Une salle")])])  # fmt: skip
    line = stream[0].value["lines"].bound_blocks[0]
    known = {str(stream[0].id): {str(line.id): "room"}}
    schema = freeze(stream, lambda name: (), {}, known)

    assert schema.questions[0].parts[0].key == "room"
