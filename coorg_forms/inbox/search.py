"""What a search leaves of a selection: rare words lead to their rows, common ones are soon met.

How common words are depends on where one looks: "Gatineau" is in every request of one team and in
none of another. So some of the rows themselves are looked at first. What most of them say is met
along the list, and its first page is full after some hundred rows; the index of words leads to the
rest, together with who may read it. Themes are searched for as words are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Field, Q, QuerySet

from coorg_forms.inbox.found import Candidates
from coorg_forms.models import full_text
from coorg_forms.models.full_text import Sought
from coorg_forms.questions.likeness import fold_for_search

#: As many rows are looked at.
LOOKED_AT = 500
#: Of these, so many hold all words when they are common: the list is walked.
COMMON = 50
#: So many of them do not let one wait, where one counts no further than a few hundred.
NOT_RARE = 12
#: So many hold a word that is too common to be looked up: as many rows would be gathered.
FREQUENT = 100
#: Of the rows that the index leads to, as many show whether the view and the filters leave any.
FIRST = 1000
#: Words beyond these narrow nothing any more.
MOST_WORDS = 20


@dataclass(frozen=True, eq=False)
class Wanted:
    """One thing that is searched for."""

    holds: object
    """Whether a row has it, as an expression."""
    word: str = ""
    """A folded word, by its beginning."""
    marks: tuple[str, ...] = ()
    """Or words of ``full_text.scope``, one of which the row has."""


def wanted_words(using: str, asked: str) -> list[Wanted]:
    """Every word of what was ``asked``, once."""
    words = dict.fromkeys(fold_for_search(asked).split())
    index = full_text.index(using)
    return [Wanted(index.holds([word]), word) for word in list(words)[:MOST_WORDS]]


@dataclass(frozen=True)
class Search:
    """What was asked for, as conditions on rows."""

    holds: Q = field(default_factory=Q)
    """Asked of row after row."""
    parts: tuple[Q, ...] = ()
    """The same, or the beginning of it, as the index of words leads to it."""
    is_met_along: bool = True
    """Whether the rest, or all, is soon met along the ways to the rows."""
    candidates: Candidates | None = None
    """Those that hold are among them; None if their places were not read."""

    @classmethod
    def within(
        cls,
        ways: Sequence[QuerySet],
        wanted: Sequence[Wanted],
        reached: Sequence[str],
        columns: Mapping[str, Field] | None = None,
    ) -> "Search":
        """The rows that have everything that is ``wanted``.

        Arguments:
            ways: all rows, in parts that an index each leads to.
            reached: words of ``full_text.scope`` of which each row has one; none if most have.
            columns: where these say the place of a row, it may be read with its key.
        """
        if not wanted:
            return cls()
        index, met = full_text.index(ways[0].db), _met(ways, wanted)
        if len(met) < LOOKED_AT or _number(met, wanted) >= COMMON:
            return cls(_all(wanted))
        frequent = [one for one in wanted if _number(met, [one]) >= FREQUENT]
        rare = [one for one in wanted if one not in frequent]
        led, others = (rare, frequent) if rare else (wanted, [])
        is_rare = _number(met, wanted) < NOT_RARE
        most = index.MANY if is_rare else index.MET_SOON
        few = min(index.FEW, most)
        keys, places = _looked_up(index, _sought(led, reached), most, columns)
        if len(keys) >= few and others and _number(met, others) < FREQUENT:
            led, others = wanted, []  # frequent each, but seldom together
            keys, places = _looked_up(index, _sought(led, reached), most, columns)
        first = index.among(keys[:FIRST]) & _all(others)
        if len(keys) < few:
            found = index.among(keys) & _all(others)
            parts = (first, found) if len(keys) > FIRST else (found,)
            candidates = None if places is None else Candidates(places, _all(others))
            return cls(found, parts, is_met_along=False, candidates=candidates)
        every, along = index.leads(_sought(led, reached)), None
        if len(keys) < most:
            every, along = index.among(keys), index.along(keys)
        holds = (_all(led) if along is None else along) & _all(others)
        if not is_rare:
            return cls(holds, (first,))
        return cls(holds, (first, every & _all(others)), is_met_along=False)


def _looked_up(index, sought: Sought, most: int, columns) -> tuple[list[int], list | None]:
    """Keys, and places with keys if they were read."""
    places = index.places(sought, most, columns) if columns else None
    if places is None:
        return index.keys(sought, most), None
    return [place[-1] for place in places], places


def _met(ways: Sequence[QuerySet], wanted: Sequence[Wanted]) -> list[set[Wanted]]:
    """Of some rows: what each of them has."""
    met: list[tuple[bool, ...]] = []
    held = {f"holds_{place}": one.holds for place, one in enumerate(wanted)}
    for way in ways:
        left = LOOKED_AT - len(met)
        if left:
            met += way.order_by().annotate(**held).values_list(*held)[:left]
    return [{one for one, holds in zip(wanted, row, strict=True) if holds} for row in met]


def _number(met: list[set[Wanted]], wanted: Sequence[Wanted]) -> int:
    """How many rows have everything that is ``wanted``."""
    return sum(held.issuperset(wanted) for held in met)


def _all(wanted: Sequence[Wanted]) -> Q:
    return Q(*(one.holds for one in wanted))


def _sought(wanted: Sequence[Wanted], reached: Sequence[str]) -> Sought:
    words = tuple(one.word for one in wanted if one.word)
    return Sought(words, (tuple(reached), *(one.marks for one in wanted)))
