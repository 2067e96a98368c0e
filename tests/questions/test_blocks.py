"""The builder's StreamField: stable migrations, unknown types kept, translation and copy."""

import json

import pytest
from django.core.management import call_command
from wagtail import blocks
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments.extract import extract_segments

from coorg_forms.models import RequestFormPage
from coorg_forms.questions import registry
from coorg_forms.questions.blocks import QuestionsBlock
from coorg_forms.questions.fields import QuestionsField
from coorg_forms.questions.question_type import QuestionType
from tests import factories
from tests.factories import block


def test_migrations_hold_no_block():
    field = RequestFormPage._meta.get_field("questions")

    _name, path, args, kwargs = field.deconstruct()

    assert path == "coorg_forms.questions.fields.QuestionsField"
    assert args == []
    assert set(kwargs) <= {"blank", "verbose_name"}


def test_the_field_can_be_rebuilt_from_its_migration():
    _name, _path, args, kwargs = RequestFormPage._meta.get_field("questions").deconstruct()

    assert list(QuestionsField(*args, **kwargs).stream_block.child_blocks) == list(
        QuestionsBlock().child_blocks
    )
    assert QuestionsField(block_lookup={}).deconstruct()[2:] == ([], {"blank": True})


@pytest.mark.django_db
def test_a_new_type_makes_no_migration(monkeypatch, settings):
    settings.MIGRATION_MODULES = {}  # those of the app, though the tables are made without them
    monkeypatch.setattr(registry, "_types", dict(registry._types))

    @registry.register
    class Colour(QuestionType):
        name = "colour"
        label = "Colour"

    assert "colour" in QuestionsBlock().child_blocks
    call_command("makemigrations", "coorg_forms", check=True, dry_run=True, verbosity=0)


def walk(defined, path=""):
    """Every block below ``defined``, with the path to it."""
    yield path, defined
    if isinstance(defined, blocks.ListBlock):
        yield from walk(defined.child_block, f"{path}[]")
    for name, child in getattr(defined, "child_blocks", {}).items():
        yield from walk(child, f"{path}.{name}")


TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.RegexBlock, blocks.RichTextBlock)


@pytest.mark.parametrize(
    "path, defined",
    [(path, child) for path, child in walk(QuestionsBlock()) if isinstance(child, TEXTS)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_text_is_empty_by_default_and_never_none(path, defined):
    assert defined.get_default() == ""


def test_keys_and_answers_of_conditions_are_not_offered_to_translators():
    technical = {"key", "answers", "question", "content"}
    for path, child in walk(QuestionsBlock()):
        if path.rpartition(".")[2] in technical:
            assert type(child) is blocks.RegexBlock, path


def test_a_new_block_of_each_type_is_whole():
    for name, child in QuestionsBlock().child_blocks.items():
        value = child.get_default()
        assert None not in [text for key, text in value.items() if key in ("label", "help", "key")]
        assert json.dumps(child.get_prep_value(value)), name


# Types that are not installed ---------------------------------------------------------------

GONE = {"type": "gone", "id": "9f", "value": {"label": "Quoi?", "list": [1, {"a": "é"}]}}


def raw_of(page_pk) -> list[dict]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT questions FROM coorg_forms_requestformpage WHERE page_ptr_id=%s", [page_pk]
        )
        return json.loads(cursor.fetchone()[0])


@pytest.mark.django_db
def test_an_unknown_type_survives_load_and_save_and_comes_back(monkeypatch):
    page = factories.form_page([block("text", label="Nom", key="nom"), GONE], publish=False)

    page.save_revision()
    again = page.get_latest_revision_as_object()
    again.title = "Autre titre"
    again.save()
    again.save_revision().publish()

    stored = raw_of(page.pk)[1]
    assert stored["id"] == "9f"
    assert json.loads(stored["value"]["content"]) == GONE
    monkeypatch.setattr(registry, "_types", dict(registry._types))
    registry.register(type("Gone", (QuestionType,), {"name": "gone", "label": "Gone"}))
    child = QuestionsBlock().to_python(raw_of(page.pk))[1]
    assert (child.block_type, child.id, child.value["label"]) == ("gone", "9f", "Quoi?")


@pytest.mark.django_db
def test_an_unknown_type_is_not_asked():
    page = factories.form_page([block("text", label="Nom", key="nom"), GONE])

    assert [q.key for q in page.current_version().parsed.questions] == ["nom"]


@pytest.mark.parametrize("content", ["", "not json", "[]", "5", "null", '{"type": "text"}', "{}"])
def test_a_damaged_unknown_block_still_opens(content):
    item = {"type": "unknown", "id": "1", "value": {"content": content}}

    (child,) = QuestionsBlock().to_python([item])

    assert child.id == "1"


def test_reading_in_bulk_keeps_unknown_types_too():
    (stream,) = QuestionsBlock().bulk_to_python([[GONE]])

    assert stream[0].block_type == "unknown"
    assert QuestionsBlock().get_prep_value(stream)[0]["id"] == "9f"


# Translation and copies ---------------------------------------------------------------------


def one_of_each() -> list[dict]:
    """A form with every type, options and conditions, and no text that repeats."""
    made = [
        block("section", title="Titre de section", text="Introduction de section"),
        block("statement", title="Titre d’énoncé", text="Texte d’énoncé"),
        block(
            "radio",
            label="Question première",
            key="first",
            options=[("a", "Option première a"), ("b", "Option première b", True)],
        ),
    ]
    for kind in registry.all_types():
        has_options = kind.has_options or kind.options_from
        settings = {
            "help": f"Aide {kind.name}",
            "why": f"Raison {kind.name}",
            "show_if": [("first", "in", "a,b")],
        }
        if kind.can_be_required:
            settings["required_if"] = [("first", "is", "a")]
        if has_options:
            settings["options"] = [
                ("x", f"Option {kind.name} x"),
                ("y", f"Option {kind.name} y", True),
            ]
        for name in {"lines", "columns"} & dict(kind.own_children()).keys():
            words = f"Ligne {kind.name}"
            item = {"type": "item", "id": f"{kind.name}-1", "value": {"label": words, "key": "l"}}
            if name == "columns":
                item["value"] |= {"kind": "text", "required": True}
            settings[name] = [item]
        made.append(
            block(kind.name, label=f"Question {kind.name}", key=f"k_{kind.name}", **settings)
        )
    return made


@pytest.fixture
def whole(world):
    return world.form(one_of_each())


def ids(items):
    for item in items:
        yield item["type"], item["id"]
        for name in ("options", "lines", "columns", "show_if", "required_if"):
            yield from ids(item["value"].get(name, ()) if isinstance(item["value"], dict) else ())


def test_every_text_is_offered_to_the_translator(whole):
    texts = {
        segment.string.data for segment in extract_segments(whole) if hasattr(segment, "string")
    }

    for item in one_of_each():
        words = [item["value"].get(name) for name in ("label", "help", "why", "title", "text")]
        words += [one["value"]["label"] for one in item["value"].get("options", ())]
        assert {word for word in words if word} <= texts, item["type"]


def test_translation_keeps_ids_keys_options_and_conditions(whole):
    words = {
        segment.string.data: f"EN {segment.string.data}"
        for segment in extract_segments(whole)
        if hasattr(segment, "string")
    }

    english = factories.translate(whole, words)

    french, translated = raw_of(whole.pk), raw_of(english.pk)
    assert list(ids(translated)) == list(ids(french))
    for before, after in zip(french, translated, strict=True):
        for name, value in before["value"].items():
            if name in ("label", "help", "why", "title", "text") and value:
                assert after["value"][name] == f"EN {value}"
            elif name in ("options", "lines", "columns"):
                for one, other in zip(value, after["value"][name], strict=True):
                    label = {"label": f"EN {one['value']['label']}"}
                    assert other["value"] == one["value"] | label
            else:
                assert after["value"][name] == value


def test_both_languages_ask_the_same_under_the_same_keys(whole):
    english = factories.translate(whole, {"Question text": "A question"})

    def shape(page):
        return [
            (q.key, q.type, q.id, [o.key for o in q.options], q.show_if, q.required_if, q.role)
            for q in page.current_version().parsed.questions
        ]

    assert shape(english) == shape(whole)
    assert english.form_key == whole.form_key
    assert english.current_version().parsed.by_key["k_text"].label == "A question"
    assert english.current_version().language == "en"


def test_fixed_answers_are_frozen_in_the_language_of_the_page(whole):
    english = factories.translate(whole, {})

    labels = english.current_version().parsed.by_key["k_yes_no"].option_labels
    assert labels == {"yes": "Yes", "no": "No"}


def test_list_items_of_the_factories_have_ids(whole):
    assert all(id for _type, id in ids(raw_of(whole.pk)))


def test_translation_of_an_empty_draft_does_not_fail(world):
    page = world.form(
        [{"type": name, "id": f"b{n}", "value": {}} for n, name in enumerate(registry.names())]
    )

    TranslationSource.update_or_create_from_instance(page)


def test_a_copied_page_is_another_form_with_the_same_blocks(whole):
    copy = whole.copy(update_attrs={"slug": "copie", "title": "Copie"}, keep_live=False)

    copy = RequestFormPage.objects.get(pk=copy.pk)
    assert copy.form_key != whole.form_key
    assert list(ids(raw_of(copy.pk))) == list(ids(raw_of(whole.pk)))
    assert copy.current_version() is None
    assert copy.published_questions() == {}
    copy.save_revision().publish()
    assert copy.current_version().number == 1
    assert whole.current_version().number == 1
