"""The file of a form: nothing is lost on the way, nothing strange comes in."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.models import RequestFormPage
from coorg_forms.questions.form_file import MOST_BYTES, FormFile, Unreadable, read, write
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


WORDS = st.dictionaries(st.sampled_from(["fr", "en"]), st.text(min_size=1, max_size=30).filter(
    lambda text: "\x00" not in text), max_size=2)  # fmt: skip


@st.composite
def items(draw):
    kind = draw(st.sampled_from(["text", "radio", "checkboxes", "yes_no", "section", "date"]))
    if kind == "section":
        return {"title": draw(WORDS), "text": draw(WORDS)}, kind
    value = {"label": draw(WORDS), "help": draw(WORDS), "personal": draw(st.booleans())}
    value["key"] = draw(st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True))
    value["required"] = draw(st.booleans())
    if kind in ("radio", "checkboxes"):
        value["options"] = [
            {"id": f"o{number}", "label": draw(WORDS), "free_text": draw(st.booleans())}
            for number in range(draw(st.integers(0, 3)))
        ]
    return value, kind


@given(st.lists(items(), max_size=4))
def test_written_and_read_any_number_of_times_it_stays_the_same(given_items):
    data = {
        "format": "coorg-form",
        "version": 1,
        "languages": ["fr", "en"],
        "items": [
            {"type": kind, "id": f"i{number}", **value}
            for number, (value, kind) in enumerate(given_items)
        ],
    }
    once = again(data)
    assert again(once) == once


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
