"""Options in alphabetical order: of each language, and the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.questions import registry
from coorg_forms.questions.freeze import freeze
from coorg_forms.questions.ordering import alphabetical
from coorg_forms.questions.schema import Option
from tests.factories import block, stream_of

PLACES = [
    ("autre", "Autre"),
    ("pontiac", "Pontiac"),
    ("unsure", "Je ne sais pas"),
    ("oeuvre", "Œuvre-des-Sœurs"),
    ("ecole", "École"),
    ("eau", "Eau"),
    ("aucun", "Aucun"),
    ("ete", "Été"),
    ("odeur", "Odeur"),
]


def frozen(*blocks):
    return freeze(stream_of(list(blocks)), lambda name: (), {}).questions


def keys(options):
    return [option.key for option in options]


def test_accents_and_ligatures_are_folded_and_the_rest_stays_last():
    found = keys(alphabetical(Option(key, label) for key, label in PLACES))
    assert found == [
        "eau",
        "ecole",
        "ete",
        "odeur",
        "oeuvre",
        "pontiac",
        "autre",
        "aucun",
        "unsure",
    ]


def test_numbers_go_by_value_and_what_asks_to_specify_stays_last():
    options = [Option("a", "À préciser", free_text=True), Option("b", "10 à 20"),
               Option("c", "2 à 9"), Option("d", "zone")]  # fmt: skip
    assert keys(alphabetical(options)) == ["c", "b", "d", "a"]


KEYS = st.from_regex(r"[a-z][a-z_-]{0,12}", fullmatch=True)
OPTIONS = st.lists(
    st.builds(Option, KEYS, st.text(max_size=12), st.booleans()), unique_by=lambda one: one.key
)


@given(OPTIONS, st.randoms())
def test_it_loses_nothing_and_depends_on_nothing_else(options, random):
    once = alphabetical(options)
    shuffled = random.sample(options, len(options))

    assert sorted(keys(once)) == sorted(keys(options))
    assert alphabetical(once) == once == alphabetical(shuffled)


@pytest.mark.parametrize("kind", ["radio", "checkboxes", "select"])
def test_answers_keep_their_keys_in_both_languages(kind):
    odd = [("zed", 'A, "b"\nc'), ("ain", "Été, automne")]
    (french,) = frozen(block(kind, label="Lequel?", key="q", options=odd, alphabetical=True))
    swapped = [("zed", "Winter"), ("ain", "Summer, fall")]
    (english,) = frozen(block(kind, label="Lequel?", key="q", options=swapped, alphabetical=True))
    written = frozen(block(kind, label="Lequel?", key="q", options=odd))[0]

    assert keys(french.options) == ["zed", "ain"] and keys(english.options) == ["ain", "zed"]
    assert keys(written.options) == ["zed", "ain"]
    own = registry.get(kind)
    for question in (french, english):
        answer = own.coerce(question, ["ain"])
        assert own.selected(answer) == ("ain",)
        assert own.display(question, answer) == [question.option_labels["ain"]]
    assert [one["label"] for one in own.paper(english)["choices"]] == ["Summer, fall", "Winter"]
