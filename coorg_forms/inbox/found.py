"""The requests of a list in their order: few are found by their keys, many along an index.

Walking an index until a page is full costs nothing when most rows match, and everything when none
does. So the keys come first, unordered, as many as anybody counts: if these are all, their places
are sorted here. Either way an index alone finds the keys of the page, and only its rows are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.timezone import make_naive

from coorg_forms.inbox.position import Ordering
from coorg_forms.models import SupportRequest, full_text

#: Nobody waits for a count beyond this; nor, of what a search finds, beyond that.
MOST, MOST_FOUND = 1000, 200
#: Where facets lead, as many are few: they may lie together at the far end of a long list.
FEW = 2500
#: As many candidates are asked at once whether they belong to a page.
ASKED = 200


@dataclass(frozen=True)
class Candidates:
    """Rows of which those that are found are some."""

    places: list[tuple]
    """Place and key of each; moments in UTC, without saying so."""
    holds: Q
    """What is searched for and not known of them."""


class Found:
    """The ``requests`` that meet a condition, in the order of ``ordering``.

    Arguments:
        ways: the same requests in parts that an index each leads to; they may overlap. Together
            they are an "or" that no index serves.
        most: how far one counts.
        few: as many are sorted here.
        condition: what is searched for. ``ways`` say it in their own words, and it is asked once.
        candidates: where the places of all were read with their keys.
    """

    def __init__(
        self,
        requests: QuerySet,
        ordering: Ordering,
        ways: Sequence[QuerySet] = (),
        most: int = MOST,
        few: int = 0,
        condition: Q | None = None,
        candidates: Candidates | None = None,
    ):
        self.rows, self.requests = requests, requests.filter(condition or Q())
        self.ordering, self.ways = ordering, ways or [self.requests]
        self.most, self.few = most, max(most, few)
        self._candidates = candidates

    @property
    def counted(self) -> int:
        """How many there are; ``most`` and one if there are more than that."""
        return min(len(self._keys), self.most + 1)

    @property
    def are_few(self) -> bool:
        """Whether the keys of all are known."""
        return len(self._keys) <= self.few

    @cached_property
    def _keys(self) -> set[int]:
        """Those of the first ones met. Keys alone: a thousand dates take longer to read than to
        find."""
        keys: set[int] = set()
        for way in self.ways:
            keys |= set(way.order_by().values_list("pk", flat=True)[: self.few + 1])
            if len(keys) > self.few:
                break
        return keys

    @cached_property
    def _few(self) -> QuerySet:
        return self.requests.filter(pk__in=self._keys)

    @cached_property
    def _ordered(self) -> list[tuple]:
        """Place and key of the few, which belong here, or of the candidates."""
        if self._candidates is not None:
            places = self._candidates.places
            if self.are_few:
                places = [place for place in places if place[-1] in self._keys]
        else:
            few = SupportRequest.objects.filter(self._among(list(self._keys)))
            places = few.values_list(*self.ordering.fields, "pk")
        return sorted(places, reverse=self.ordering.falls)

    @property
    def _is_sorted_here(self) -> bool:
        known = self.are_few or self._candidates is not None
        return known and self.ordering.is_sorted_alike

    @cached_property
    def _sorted_there(self) -> QuerySet:
        """What the database sorts: the few by their keys, or all."""
        return self._few if self.are_few else self.requests

    def first(self, number: int) -> list[SupportRequest]:
        if self._is_sorted_here:
            return self._some_of(self._ordered, number)
        return self._rows(_some(self.ordering.sort(self._sorted_there), number))

    def after(self, place: Sequence, number: int) -> list[SupportRequest]:
        """Those that come after a place, nearest first."""
        if self._is_sorted_here:
            return self._some_of(self._beyond(place, forwards=True), number)
        return self._rows(_some(self.ordering.after(self._sorted_there, place), number))

    def before(self, place: Sequence, number: int) -> list[SupportRequest]:
        """Those that come before a place, nearest first."""
        if self._is_sorted_here:
            return self._some_of(self._beyond(place, forwards=False)[::-1], number)
        return self._rows(_some(self.ordering.before(self._sorted_there, place), number))

    def number_before(self, place: Sequence) -> int:
        """How many come before a place, counted as far as ``most``."""
        if self._is_sorted_here and self.are_few:
            return min(len(self._beyond(place, forwards=False)), self.most)
        return count_up_to(self.most, self.ordering.before(self._sorted_there, place))

    def holds(self, request: SupportRequest) -> bool:
        if self.are_few:
            return request.pk in self._keys
        return self.requests.filter(pk=request.pk).exists()

    def _beyond(self, place: Sequence, *, forwards: bool) -> list[tuple]:
        place, rising = self._as_ordered(place), forwards != self.ordering.falls
        return [met for met in self._ordered if (met[:-1] > place if rising else met[:-1] < place)]

    def _as_ordered(self, place: Sequence) -> tuple:
        """A place, to be compared with those of the candidates or of the few."""
        if self._candidates is None:
            return tuple(place)
        return tuple(make_naive(v, UTC) if isinstance(v, datetime) else v for v in place)

    def _some_of(self, places: list[tuple], number: int) -> list[SupportRequest]:
        """The first ones that belong here. Of the few that is known; candidates are asked."""
        if self.are_few:
            return self._rows(places[:number])
        left, taken = self.rows.filter(self._candidates.holds), []
        for start in range(0, len(places), ASKED):
            asked = places[start : start + ASKED]
            belong = left.filter(self._among([place[-1] for place in asked]))
            keys = set(belong.order_by().values_list("pk", flat=True))
            taken += [place for place in asked if place[-1] in keys]
            if len(taken) >= number:
                break
        return self._rows(taken[:number])

    def _among(self, keys: list[int]) -> Q:
        return full_text.index(self.requests.db).among(keys)

    def _rows(self, met: Iterable[tuple]) -> list[SupportRequest]:
        """Those of which the keys are the last values of ``met``."""
        keys = [one[-1] for one in met]
        rows = {row.pk: row for row in self.rows.order_by().filter(pk__in=keys)}
        return [rows[key] for key in keys if key in rows]  # one may just have left


def _some(requests: QuerySet, number: int) -> QuerySet:
    """The keys of the first ones."""
    return requests.values_list("pk")[:number]


def count_up_to(most: int, requests: QuerySet) -> int:
    """How many ``requests`` there are, or ``most`` if there are more."""
    return requests.order_by().values("pk")[:most].count()
