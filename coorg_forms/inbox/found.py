"""The requests of a list in their order: few are found by their keys, many along an index.

Walking an index until a page is full costs nothing when most rows match, and everything when none
does. So the places come first, unordered, as many as anybody counts: if these are all, they are
sorted here. Either way an index alone finds the keys of the page, and only its rows are read.
"""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils.functional import cached_property

from coorg_forms.inbox.position import Ordering
from coorg_forms.models import SupportRequest

#: Nobody waits for a count beyond this; nor, of what a search finds, beyond that.
MOST, MOST_FOUND = 1000, 200
#: Where facets lead, as many are few: they may lie together at the far end of a long list.
FEW = 2500


class Found:
    """The ``requests`` in the order of ``ordering``.

    Arguments:
        ways: the same requests in parts that an index each leads to; they may overlap. Together
            they are an "or" that no index serves.
        most: how far one counts.
        few: as many are sorted here.
    """

    def __init__(
        self,
        requests: QuerySet,
        ordering: Ordering,
        ways: Sequence[QuerySet] = (),
        most: int = MOST,
        few: int = 0,
    ):
        self.requests, self.ordering, self.ways = requests, ordering, ways or [requests]
        self.most, self.few = most, max(most, few)

    @property
    def counted(self) -> int:
        """How many there are; ``most`` and one if there are more than that."""
        return min(len(self._met), self.most + 1)

    @property
    def are_few(self) -> bool:
        """Whether the places of all are known."""
        return len(self._met) <= self.few

    @cached_property
    def _met(self) -> list[tuple]:
        """Place and key of the first ones met."""
        met: dict[tuple, None] = {}
        for way in self.ways:
            places = way.order_by().values_list(*self.ordering.fields, "pk")
            met |= dict.fromkeys(places[: self.few + 1])
            if len(met) > self.few:
                break
        return list(met)

    @cached_property
    def _ordered(self) -> list[tuple]:
        """Place and key of the few."""
        return sorted(self._met, reverse=self.ordering.falls)

    @property
    def _is_sorted_here(self) -> bool:
        return self.are_few and self.ordering.is_sorted_alike

    @cached_property
    def _sorted_there(self) -> QuerySet:
        """What the database sorts: the few by their keys, or all."""
        if self.are_few:
            return self.requests.filter(pk__in=[met[-1] for met in self._met])
        return self.requests

    def first(self, number: int) -> list[SupportRequest]:
        if self._is_sorted_here:
            return self._rows(self._ordered[:number])
        return self._rows(_keys(self.ordering.sort(self._sorted_there), number))

    def after(self, place: Sequence, number: int) -> list[SupportRequest]:
        """Those that come after a place, nearest first."""
        if self._is_sorted_here:
            return self._rows(self._beyond(place, forwards=True)[:number])
        return self._rows(_keys(self.ordering.after(self._sorted_there, place), number))

    def before(self, place: Sequence, number: int) -> list[SupportRequest]:
        """Those that come before a place, nearest first."""
        if self._is_sorted_here:
            return self._rows(self._beyond(place, forwards=False)[::-1][:number])
        return self._rows(_keys(self.ordering.before(self._sorted_there, place), number))

    def number_before(self, place: Sequence) -> int:
        """How many come before a place, counted as far as ``most``."""
        if self._is_sorted_here:
            return min(len(self._beyond(place, forwards=False)), self.most)
        return count_up_to(self.most, self.ordering.before(self._sorted_there, place))

    def holds(self, request: SupportRequest) -> bool:
        if self.are_few:
            return any(met[-1] == request.pk for met in self._met)
        return self.requests.filter(pk=request.pk).exists()

    def _beyond(self, place: Sequence, *, forwards: bool) -> list[tuple]:
        place, rising = tuple(place), forwards != self.ordering.falls
        return [met for met in self._ordered if (met[:-1] > place if rising else met[:-1] < place)]

    def _rows(self, met: Iterable[tuple]) -> list[SupportRequest]:
        """Those of which the keys are the last values of ``met``."""
        keys = [one[-1] for one in met]
        rows = {row.pk: row for row in self.requests.order_by().filter(pk__in=keys)}
        return [rows[key] for key in keys if key in rows]  # one may just have left


def _keys(requests: QuerySet, number: int) -> QuerySet:
    return requests.values_list("pk")[:number]


def count_up_to(most: int, requests: QuerySet) -> int:
    """How many ``requests`` there are, or ``most`` if there are more."""
    return requests.order_by().values("pk")[:most].count()
