import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from wagtail import blocks

from coorg_forms.questions.keys import OPTION_KEY, OPTION_KEYS, QUESTION_KEY, fold, suggest_key


@pytest.mark.parametrize(
    "text, folded",
    [
        ("École", "ecole"),
        ("ŒUVRE d’été", "oeuvre d’ete"),
        ("Île-aux-Æ", "ile-aux-ae"),
        ("Straße", "strasse"),
        ("e\u0301cole", "ecole"),
        ("ﬁn", "fin"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "label, key",
    [
        (
            "Quel territoire votre demande concerne-t-elle?",
            "territoire_votre_demande_concerne_t_elle",
        ),
        ("What is the name of your group?", "name_of_your_group"),
        ("Nom de l’école", "nom_de_l_ecole"),
        ("L’école", "ecole"),
        ("Le", "le"),
        ("1er choix", "q_1er_choix"),
        ("2", "q_2"),
        ("???", "question"),
        ("", "question"),
        ("日本", "question"),
        ("Œuvre", "oeuvre"),
    ],
)  # fmt: skip
def test_suggested_key(label, key):
    assert suggest_key(label) == key


def test_suggested_key_avoids_what_is_taken():
    assert suggest_key("Nom", {"nom", "nom_2"}) == "nom_3"


@given(st.text(), st.sets(st.sampled_from(["question", "question_2", "q", "a"])))
def test_suggested_key_is_always_a_key(label, taken):
    key = suggest_key(label, taken)

    assert re.match(QUESTION_KEY, key)
    assert re.match(OPTION_KEY, key)
    assert key not in taken


@pytest.mark.parametrize("key", ["A", "é", "a b", "_a", "", "a" * 51, "a\nb", "1a", "a-b"])
def test_question_key_refused(key):
    with pytest.raises(ValidationError):
        blocks.RegexBlock(regex=QUESTION_KEY).field.clean(key)


@pytest.mark.parametrize(
    "keys, ok", [("a", True), ("a, b-1 ,2", True), ("a,,b", False), ("A", False)]
)
def test_option_keys(keys, ok):
    assert bool(re.match(OPTION_KEYS, keys)) is ok
