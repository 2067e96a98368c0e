"""The options of a question in the alphabetical order of its language."""

import re
from collections.abc import Iterable

from coorg_forms.questions.keys import fold
from coorg_forms.questions.schema import Option

#: First words of the keys that stay at the end, in this order. Keys are the same in every language.
LAST = (
    re.compile(r"(autres?|others?)(_|-|$)"),
    re.compile(r"(aucune?s?|none)(_|-|$)"),
    re.compile(r"((je_)?ne_sais_pas|(i_)?(don_t|do_not)_know|unsure)(_|-|$)"),
)


def alphabetical(options: Iterable[Option]) -> list[Option]:
    """``options`` by their words: accents and ligatures folded, numbers by their value.

    « Autre » and what asks to specify stay after the others, « Aucune » and « Je ne sais pas »
    after them.
    """
    return sorted(options, key=_place)


def _place(option: Option) -> tuple:
    return _rank(option), _sorted_by(option.label), option.label, option.key


def _rank(option: Option) -> int:
    for rank, words in reversed(list(enumerate(LAST, start=1))):
        if words.match(option.key):
            return rank
    return 1 if option.free_text else 0


def _sorted_by(label: str) -> str:
    words = re.findall(r"\d+|[^\W\d_]+", fold(label))
    return " ".join(word.zfill(12) if word.isdigit() else word for word in words)
