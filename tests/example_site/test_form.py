"""``form.json`` becomes blocks: the right types, keys, conditions and ids, in both languages."""

import copy

import pytest

from coorg_forms.models import RequestFormPage
from coorg_forms.questions.freeze import freeze
from example_site.demo.files import read
from example_site.demo.form import assert_ids, stream, texts

TYPES = {
    "requester_type": "radio",
    "org_name": "text",
    "neq": "neq",
    "health_sector": "radio",
    "cisss_unit_name": "select",
    "contact_name": "name",
    "contact_pref": "radio",
    "email": "email",
    "phone": "phone",
    "territory": "territory",
    "place": "text",
    "title": "text",
    "description": "long_text",
    "themes": "checkboxes",
    "populations": "checkboxes",
    "reach": "radio",
    "supports": "checkboxes",
    "governance": "checkboxes",
    "steps_partners": "long_text",
    "timeline": "radio",
    "deadline": "date",
    "organizer_known": "text",
    "attachments": "file",
    "consent_referral": "consent",
    "authorized": "declaration",
}
ROLES = {
    "requester_type": "audience",
    "org_name": "organization",
    "contact_name": "name",
    "email": "email",
    "phone": "phone",
    "territory": "territory",
    "place": "place",
    "title": "summary",
    "themes": "theme",
    "deadline": "deadline",
    "organizer_known": "known_organizer",
    "consent_referral": "referral_consent",
}


@pytest.fixture(scope="module")
def schema():
    block = RequestFormPage._meta.get_field("questions").stream_block
    return freeze(block.to_python(stream("fr")), lambda name: (), {})


def test_every_question_is_there(schema):
    assert {question.key: question.type for question in schema.questions} == TYPES


def test_order_is_that_of_the_data(schema):
    listed = [question["key"] for question in read("form")["questions"]]
    assert [question.key for question in schema.questions] == listed


def test_sections_are_those_of_the_data(schema):
    titles = [section["title"]["fr"] for section in read("form")["sections"]]
    assert [section.marker.title for section in schema.sections] == titles


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_establishment_names_the_places_of_another(language):
    assert "Pontiac" in str(stream(language))
    assert "Pontiac" not in str(stream(language, "laurentides"))


def test_roles(schema):
    assert {question.key: question.role for question in schema.questions if question.role} == ROLES


@pytest.mark.parametrize("name", ["show_if", "required_if"])
def test_conditions_are_those_of_the_data(schema, name):
    for question in read("form")["questions"]:
        if name in question:
            ((match, tests),) = question[name].items()
            condition = getattr(schema.by_key[question["key"]], name)
            assert condition.match == match
            for test, given in zip(condition.tests, tests, strict=True):
                value = given["value"]
                expected = (value,) if isinstance(value, str) else tuple(value)
                assert (test.question, test.op, test.value) == (
                    given["question"],
                    given["op"],
                    expected,
                )


def test_required_is_that_of_the_data(schema):
    for question in read("form")["questions"]:
        if question["key"] in schema.by_key:
            assert schema.by_key[question["key"]].required == question["required"]


def test_settings(schema):
    by_key = schema.by_key
    assert by_key["title"].settings == {"max_length": 140}
    assert by_key["description"].settings == {"max_length": 3000, "rows": 8}
    assert by_key["themes"].settings == {"fewest": 1, "most": 3}
    assert by_key["territory"].settings == {"fewest": 1}
    assert by_key["deadline"].settings == {"bound": "future"}


def test_options_follow_the_taxonomies(schema):
    themes = [theme["key"] for theme in read("taxonomies")["themes"]]
    assert list(schema.by_key["themes"].option_labels) == [*themes, "other"]
    assert list(schema.by_key["territory"].option_labels) == ["region_wide", "unsure"]


def test_other_asks_to_specify(schema):
    asking = {
        (question.key, option.key)
        for question in schema.questions
        for option in question.options
        if option.free_text
    }
    assert asking == {("requester_type", "other"), ("themes", "other")}


def test_personal_questions_say_why(schema):
    personal = [question for question in schema.questions if question.personal]
    assert {question.key for question in personal} == {"contact_name", "email", "phone"}
    assert all(question.why for question in personal)


def test_every_item_has_its_own_id():
    found = []

    def collect(items):
        for item in items:
            found.append(item["id"])
            for value in item["value"].values():
                if isinstance(value, list) and isinstance(value[0], dict):
                    collect(value)

    collect(stream("fr"))
    assert len(found) == len(set(found)) > 100


def test_list_item_without_id_is_refused():
    items = copy.deepcopy(stream("fr"))
    del items[1]["value"]["options"][0]["id"]
    with pytest.raises(AssertionError, match="no id"):
        assert_ids(items)


def test_languages_differ_in_their_texts_only():
    french, english = stream("fr"), stream("en")
    names = {"label", "help", "why", "title", "text"}
    assert _without(french, names) == _without(english, names)
    assert dict(texts(french, "q")).keys() == dict(texts(english, "q")).keys()


def _without(value, names):
    if isinstance(value, list):
        return [_without(item, names) for item in value]
    if isinstance(value, dict):
        return {key: _without(item, names) for key, item in value.items() if key not in names}
    return value
