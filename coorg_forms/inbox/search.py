"""What a search leaves of a selection: rare words lead to their rows, common ones are soon met.

How common words are depends on where one looks: "Gatineau" is in every request of one team and in
none of another. So some of the rows themselves are looked at first. What most of them say is met
along the list, and its first page is full after some hundred rows; the index of words leads to the
rest, together with who may read it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from coorg_forms.models import full_text
from coorg_forms.questions.likeness import fold_for_search

#: As many rows are looked at.
LOOKED_AT = 500
#: Of these, so many hold all words when they are common: the list is walked.
COMMON = 50
#: So many hold a word that is too common to be looked up: as many rows would be gathered.
FREQUENT = 100
#: Of the rows that the index leads to, as many show whether the view and the filters leave any.
FIRST = 1000
#: Words beyond these narrow nothing any more.
MOST_WORDS = 20


@dataclass(frozen=True)
class Search:
    """What was asked for, as conditions on rows."""

    holds: Q = field(default_factory=Q)
    """Asked of row after row."""
    parts: tuple[Q, ...] = ()
    """The same in parts, to be asked for one after the other, that the index of words leads to;
    none where it would lead to too many."""

    @classmethod
    def within(cls, ways: Sequence[QuerySet], asked: str, reached: Sequence[str]) -> "Search":
        """The rows that hold every one of the words ``asked``, by their beginnings.

        Arguments:
            ways: all rows, in parts that an index each leads to.
            reached: words of ``full_text.scope`` of which each row has one.
        """
        words = list(dict.fromkeys(fold_for_search(asked).split()))[:MOST_WORDS]
        if not words:
            return cls()
        index = full_text.index(ways[0].db)
        met = _met(index, ways, words)
        if len(met) < LOOKED_AT or _number(met, words) >= COMMON:
            return cls(Q(index.holds(words)))
        frequent = [word for word in words if _number(met, [word]) >= FREQUENT]
        rare = [word for word in words if word not in frequent]
        sought, others = (rare, frequent) if rare else (words, [])
        keys = index.keys(sought, reached, index.MANY)
        if len(keys) >= index.FEW and others and _number(met, others) < FREQUENT:
            sought, others = words, []  # frequent each, but seldom together
            keys = index.keys(sought, reached, index.MANY)
        also = Q(index.holds(others)) if others else Q()
        if len(keys) < index.FEW:
            found = index.among(keys) & also
            return cls(found, (found,))
        every = index.among(keys) if len(keys) < index.MANY else index.leads(sought, reached)
        parts = index.among(keys[:FIRST]) & also, every & also
        return cls(index.along(sought, keys) & also, parts)


def _met(index, ways: Sequence[QuerySet], words: Sequence[str]) -> list[set[str]]:
    """Of some rows: which words they hold."""
    met: list[tuple[bool, ...]] = []
    held = {f"holds_{number}": index.holds([word]) for number, word in enumerate(words)}
    for way in ways:
        left = LOOKED_AT - len(met)
        if left:
            met += way.order_by().annotate(**held).values_list(*held)[:left]
    return [{word for word, holds in zip(words, row, strict=True) if holds} for row in met]


def _number(met: list[set[str]], words: Sequence[str]) -> int:
    """How many rows hold all ``words``."""
    return sum(held.issuperset(words) for held in met)
