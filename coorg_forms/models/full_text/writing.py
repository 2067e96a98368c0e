"""What is looked up, and how it is written in the query languages of both databases."""

from collections.abc import Iterable
from dataclasses import dataclass

TABLE = "coorg_forms_supportrequest"
INDEX = "coorg_forms_request_words"


@dataclass(frozen=True)
class Sought:
    """What requests are looked up by."""

    words: tuple[str, ...]
    """Folded. Of each request, a word begins with each of these."""
    places: tuple[tuple[str, ...], ...]
    """Words of ``scope``: of each group that is not empty, each request has one."""

    @property
    def asked_places(self) -> list[tuple[str, ...]]:
        return [group for group in self.places if group]


def spellings(word: str) -> list[str]:
    """``142`` also stands for the number of a reference, ``00142``."""
    return [word, word.zfill(5)] if word.isdigit() and len(word) < 5 else [word]


def all_of(words: Iterable[str], beginning: str, whole: str, both: str, either: str) -> str:
    """The query for rows of which a word begins with each of ``words``.

    Arguments:
        words: letters and digits only: the patterns give them the marks of the query language.
        beginning, whole: patterns of a word by its beginning and as it is.
        both, either: what stands between two words.
    """
    return both.join(_one(spellings(word), beginning, whole, either) for word in words)


def any_of(words: Iterable[str], whole: str, either: str) -> str:
    """The query for rows that hold one of ``words``."""
    return f"({either.join(map(whole.format, words))})"


def _one(spelled: list[str], beginning: str, whole: str, either: str) -> str:
    first, *others = spelled
    return f"({either.join([beginning.format(first), *map(whole.format, others)])})"
