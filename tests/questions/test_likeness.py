"""How alike two texts are: a rule that holds for any texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.questions.likeness import fold_for_search, likeness, words_in_common

WORDS = ("jardin", "Jardins", "collectif", "quartier", "école", "St", "le", "pour", "créer")
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@given(TEXTS, TEXTS)
def test_the_order_does_not_count(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100


@given(TEXTS)
def test_a_text_is_like_itself_however_it_is_written(text):
    expected = 100 if fold_for_search(text) else 0
    assert likeness(text, text) == expected
    assert likeness(text, fold_for_search(text)) == expected
    assert likeness(text, " ".join(reversed(fold_for_search(text).split()))) == expected


@given(TEXTS, TEXTS)
def test_without_a_word_in_common_nothing_is_alike(one, other):
    assert bool(likeness(one, other)) == bool(words_in_common(one, other))


@pytest.mark.parametrize(
    "one, other, score",
    [
        ("Créer un jardin collectif", "creer des jardins collectifs", 100),
        ("Jardin collectif", "Un jardin collectif pour les aînés du quartier", 100),
        ("Un jardin pour tous", "Un jardin collectif", 50),
        ("Créer un jardin", "Tout autre chose", 0),
        ("Pour le quartier", "Pour la ville", 0),
        ("Le la les", "les", 100),
        ("", "Un jardin", 0),
    ],
)
def test_examples(one, other, score):
    assert likeness(one, other) == score
