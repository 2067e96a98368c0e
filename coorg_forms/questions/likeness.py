"""How two texts are compared: folded as for the search, by the words they share. Pure."""

import re

from coorg_forms.questions.keys import fold

#: Whatever is neither a letter nor a digit: databases disagree on what it separates.
_SIGNS = re.compile(r"[^\w]+|_+")
_LONG_FORMS = {"st": "saint", "ste": "sainte"}
#: Words that say nothing of what is asked, folded, in French and English.
LITTLE_WORDS = frozenset(
    """
    a an and at au aux avec by ce ces cet cette d dans de des du en et for from in into l la le
    les leur mon my nos notre of on or ou our par pour qu que qui sa se ses son sur that the
    their this to un une vos votre with your
    """.split()  # noqa: SIM905
)
#: Letters of a word that are compared: endings, as of the plural, do not count.
_STEM = 5


def fold_for_search(text: str) -> str:
    """``text`` as it is searched: folded, signs as spaces, St/Ste in full."""
    words = _SIGNS.sub(" ", fold(text)).split()
    return " ".join(_LONG_FORMS.get(word, word) for word in words)


def words_in_common(one: str, other: str) -> frozenset[str]:
    """The beginnings of the words that both texts have."""
    return _stems(one) & _stems(other)


def likeness(one: str, other: str) -> int:
    """How much of the shorter text the other has too, in hundredths of its words.

    The same whichever comes first; 100 for a text and itself; 0 where one says nothing. Accents,
    case, signs, endings and the order of the words do not count.
    """
    shorter = min(len(_stems(one)), len(_stems(other)))
    return round(100 * len(words_in_common(one, other)) / shorter) if shorter else 0


def _stems(text: str) -> frozenset[str]:
    """Beginnings of the words that say something; of all of them where none does."""
    words = fold_for_search(text).split()
    return frozenset(word[:_STEM] for word in words if word not in LITTLE_WORDS) or frozenset(words)
