"""The file of a form: nothing is lost on the way, nothing strange comes in."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail import blocks

from coorg_forms.models import RequestFormPage
from coorg_forms.models.texts import FILE_SETTINGS, FILE_TEXTS
from coorg_forms.questions import registry
from coorg_forms.questions.form_file import MOST_BYTES, FormFile, Unreadable, read, write
from coorg_forms.questions.form_file.content import is_text
from coorg_forms.questions.form_file.writing import merged
from tests.factories import block
from tests.questions.test_blocks import one_of_each

STREAM = RequestFormPage._meta.get_field("questions").stream_block
RADIO = block(
    "radio", id="b1", label="Lequel?", key="which", options=[("x", "Ixe", True), ("y", "Igrec")]
)
CHILD = block("text", id="b2", label="Suite", required=False, show_if=[("which", "is", "x")])


def prepared(items):
    return STREAM.get_prep_value(STREAM.to_python(items))


def file_of(items, **streams) -> FormFile:
    raw = {"fr": prepared(items), **{name: prepared(other) for name, other in streams.items()}}
    return FormFile(tuple(raw), items=merged(STREAM, raw))


def sent(data) -> bytes:
    return json.dumps(data).encode()


def again(data: dict) -> dict:
    """What a file says once it was read and written again."""
    form, notes = read(sent(data), STREAM)
    assert not notes, notes
    return write(form, STREAM)


def items_read(*items, languages=("fr",)):
    data = {"format": "coorg-form", "version": 1, "languages": languages, "items": list(items)}
    form, notes = read(sent(data), STREAM)
    return form.items, [f"{note.place}: {note.message}" for note in notes]


def test_every_type_comes_back_the_same():
    every = [*one_of_each(), RADIO, CHILD]
    data = write(file_of(every), STREAM)
    form, notes = read(sent(data), STREAM)

    assert not notes
    assert again(data) == data
    assert write(file_of(form.stream(STREAM, "fr")), STREAM) == data
    assert [(item["type"], item["id"]) for item in form.items] == [
        (item["type"], item["id"]) for item in every
    ]


def test_words_by_language_and_the_same_for_the_rest():
    english = json.loads(json.dumps(RADIO))
    english["value"]["label"] = "Which one?"
    english["value"]["options"][0]["value"]["label"] = "Ex"
    data = write(file_of([RADIO], en=[english]), STREAM)
    (item,) = data["items"]

    assert item["label"] == {"fr": "Lequel?", "en": "Which one?"}
    assert [option["label"] for option in item["options"]] == [
        {"fr": "Ixe", "en": "Ex"},
        {"fr": "Igrec"},
    ]
    assert item["options"][0]["free_text"] is True and item["key"] == "which"
    form, _notes = read(sent(data), STREAM)
    (said,) = form.stream(STREAM, "en")
    assert [one["value"]["label"] for one in said["value"]["options"]] == ["Ex", "Igrec"]
    assert dict(form.words_by_path(STREAM))["b1.label"] == {"fr": "Lequel?", "en": "Which one?"}


def prose(limit):
    return st.text(st.characters(exclude_characters="\x00", codec="utf-8"), min_size=1,
                   max_size=min(limit or 60, 60))  # fmt: skip


def words(limit=0):
    """Words in French, in both languages, or none: English is a translation of the French."""
    both = st.fixed_dictionaries({"fr": prose(limit)}, optional={"en": prose(limit)})
    return st.just({}) | both


def drawn(name: str, defined: blocks.Block):
    """Values of a block as a file holds them, from its own definition."""
    if isinstance(defined, blocks.StructBlock):
        children = {one: drawn(one, child) for one, child in defined.child_blocks.items()}
        return st.fixed_dictionaries({}, optional=children)
    if isinstance(defined, blocks.ListBlock):
        listed = st.lists(drawn(name, defined.child_block), max_size=2)
        return listed.map(lambda found: [{"id": f"i{n}", **one} for n, one in enumerate(found)])
    if is_text(defined):
        return words(getattr(defined.field, "max_length", 0))
    return plain(name, defined)


def plain(name: str, defined: blocks.Block):
    """Values that are the same in every language."""
    field = defined.field
    if isinstance(defined, blocks.BooleanBlock):
        return st.booleans()
    if isinstance(defined, blocks.IntegerBlock):
        return st.integers(field.min_value or 0, min(field.max_value or 99, 99))
    if isinstance(defined, blocks.ChoiceBlock | blocks.MultipleChoiceBlock):
        codes = [code for code, _label in field.choices if code and isinstance(code, str)]
        several = st.lists(st.sampled_from(codes), unique=True, min_size=1)
        return (
            several if isinstance(defined, blocks.MultipleChoiceBlock) else st.sampled_from(codes)
        )
    patterns = {"answers": "[a-z]{1,5}(,[a-z]{1,5}){0,2}", "pattern": "[A-Z]{1,3}[0-9]?"}
    return st.from_regex(patterns.get(name, "[a-z][a-z0-9_]{0,9}"), fullmatch=True)


def item(kind: str):
    return drawn(kind, STREAM.child_blocks[kind]).map(lambda value: {"type": kind, **value})


KINDS = sorted(set(STREAM.child_blocks) - {"unknown"})
#: One form in the words and with the settings of its page, whatever it asks.
AROUND = st.fixed_dictionaries(
    {
        "texts": st.fixed_dictionaries({}, optional=dict.fromkeys(FILE_TEXTS, words())),
        "settings": st.dictionaries(st.sampled_from(FILE_SETTINGS), st.booleans() | st.integers()),
    }
)


def whole(around: dict, items: list[dict]) -> dict:
    numbered = [{**one, "id": f"i{number}"} for number, one in enumerate(items)]
    kind = {"format": "coorg-form", "version": 1, "languages": ["fr", "en"]}
    return {**kind, **around, "refers_to": {"service": "housing"}, "items": numbered}


def exported_again(form: FormFile) -> dict:
    """The file of the pages that ``form`` makes, one for each language."""
    raw = {name: prepared(form.stream(STREAM, name)) for name in form.languages}
    said = form.words_by_path(STREAM)
    alike = frozenset(f"{name}:{path}" for path, found in said for name in found)
    made = replace(form, items=merged(STREAM, raw, alike))
    return write(made, STREAM)


def lost(defined: blocks.Block, given, back, path=""):
    """Paths of what did not come back; a default need not be written."""
    if isinstance(defined, blocks.StructBlock):
        for name, child in defined.child_blocks.items():
            if name in given:
                yield from lost(child, given[name], back.get(name), f"{path}.{name}")
    elif isinstance(defined, blocks.ListBlock):
        for one, other in zip(given, back or (), strict=True):
            yield from lost(defined.child_block, one, other, f"{path}[]")
    elif back is None:
        default = {} if is_text(defined) else defined.get_prep_value(defined.get_default())
        yield from [path] * (given != default)
    elif given != back:
        yield path


def test_every_registered_type_is_drawn():
    assert {kind.name for kind in registry.all_types()} | {"section", "statement"} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=8)
@given(st.data())
def test_written_and_read_any_number_of_times_it_stays_the_same(kind, data):
    data = whole(data.draw(AROUND), data.draw(st.lists(item(kind), min_size=1, max_size=2)))
    once = again(data)
    assert (once["texts"], once["settings"]) == (
        {name: said for name, said in data["texts"].items() if said},
        data["settings"],
    )
    for one, back in zip(data["items"], once["items"], strict=True):
        assert not list(lost(STREAM.child_blocks[one["type"]], one, back))
    assert again(once) == once
    form, _notes = read(sent(once), STREAM)
    assert exported_again(form) == once


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"[]", b"{}", b"null", b'{"format": "other"}', b"[" * 100_000,
        b'{"format": "coorg-form", "version": 1, "languages": ["fr"], "items": NaN}',
        sent({"format": "coorg-form", "version": 99, "languages": ["fr"]}),
        sent({"format": "coorg-form", "version": 1}),
        sent({"format": "coorg-form", "version": 1, "languages": ["../fr"]}),
        sent({"format": "coorg-form", "version": 1, "languages": ["fr"], "items": {}}),
        b" " * (MOST_BYTES + 1),
    ],
)  # fmt: skip
def test_what_is_no_form_is_refused_with_a_reason(content):
    with pytest.raises(Unreadable) as refused:
        read(content, STREAM)
    assert str(refused.value)


def test_what_cannot_be_taken_is_left_out_and_told():
    found, notes = items_read(
        {"type": "gone", "label": {"fr": "Ancienne"}},
        "rien",
        {
            "type": "radio", "id": "b1", "label": {"fr": "Lequel?", "de": "Was?"},
            "key": "Pas une clé", "nonsense": 1, "required": "peut-être", "show_match": "some",
            "options": ["x", {"label": 3}],
        },
        {"type": "radio", "id": "b1", "label": "Un texte seul"},
        {"type": "long_text", "id": "b3", "label": {"fr": "a" * 400}, "rows": 1000},
        {"type": "unknown", "content": "{}"},
    )  # fmt: skip

    assert [item["type"] for item in found] == ["radio", "radio", "long_text"]
    first, second, third = found
    assert first["value"]["key"] == "" and first["value"]["show_match"] == "all"
    assert second["id"] != "b1" and second["value"]["label"] == {"fr": "Un texte seul"}
    assert len(third["value"]["label"]["fr"]) == 300 and third["value"]["rows"] is None
    assert len(notes) == 12, notes
    assert any("gone" in note for note in notes) and any("de" in note for note in notes)


def test_markup_is_only_text():
    script = "<script>alert(1)</script>{% debug %}{{ x }}"
    (item,), notes = items_read({"type": "text", "label": {"fr": script}})

    assert item["value"]["label"] == {"fr": script} and not notes


def test_values_that_are_no_json_types_of_ours_raise_nothing():
    for strange in (None, True, 3, -1.5, "x", [], [[]], {}, {"fr": {"fr": 1}}, [None], "a\x00b"):
        for name in ("label", "key", "options", "show_if", "required", "max_length", "role", "id"):
            items_read({"type": "text", name: strange}, {"type": "radio", name: strange})
