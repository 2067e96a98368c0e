"""The report on the requests of a period: how many, and how long people waited.

One query groups the rows, another by what they name several of; the business days are counted
here, once for each pair of dates.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.inbox import words
from coorg_forms.inbox.desk import Desk
from coorg_forms.models import Audience, Holiday, Service, Territory, Theme
from coorg_forms.triage.calendar import ClosedDays, business_days_between
from coorg_forms.triage.figures import LEAST, percentile, suppress
from coorg_forms.triage.states import OUTCOMES

_COLUMNS = ("establishment", "service__code", "territory__code", "audience__code", "outcome")
_DAYS = {
    "received_on": "received_at",
    "contacted_on": "first_contact_at",
    "decided_on": "decided_at",
}


@dataclass
class Tally:
    """What is counted of a set of requests."""

    received: int = 0
    open: int = 0
    contact: Counter = field(default_factory=Counter)
    """Business days until the first contact → how many requests."""
    decision: Counter = field(default_factory=Counter)

    def add(self, number: int, *, is_open: bool, contact: int | None, decision: int | None):
        self.received += number
        self.open += number if is_open else 0
        if contact is not None:
            self.contact[contact] += number
        if decision is not None:
            self.decision[decision] += number


@dataclass(frozen=True)
class Delay:
    """Business days that half, and nine in ten, of the people waited at most."""

    median: int | None
    most: int | None

    @classmethod
    def of(cls, counts: Counter) -> "Delay":
        if sum(counts.values()) < LEAST:
            return cls(None, None)
        return cls(percentile(counts, 50), percentile(counts, 90))


@dataclass(frozen=True)
class Row:
    label: str
    received: int | None
    """``None`` where too few to be shown."""
    open: int | None
    contact: Delay
    decision: Delay
    share: int = 0
    """Length of the bar, in hundredths of the longest."""


@dataclass(frozen=True)
class Table:
    code: str
    label: str
    rows: list[Row]
    total: Row
    remark: str = ""
    """How to read it."""

    @property
    def hides(self) -> bool:
        """Whether some cells are not shown."""
        return any(row.received is None or row.open is None for row in [*self.rows, self.total])


#: The tables of the report: code → heading, and what a group of rows is called.
#: A group that has no name in a table is not counted there.
TABLES: dict[str, tuple[object, Callable]] = {
    "month": (gettext_lazy("By month received"), lambda one, desk: f"{one['received_on']:%Y-%m}"),
    "service": (
        gettext_lazy("By service"),
        lambda one, desk: _term(desk, Service, one["service__code"], _("Not known yet")),
    ),
    "territory": (
        gettext_lazy("By territory"),
        lambda one, desk: _term(desk, Territory, one["territory__code"], _("Not routed yet")),
    ),
    "audience": (
        gettext_lazy("By audience"),
        lambda one, desk: _term(desk, Audience, one["audience__code"], _("Not said")),
    ),
    "outcome": (
        gettext_lazy("By outcome, of those that ended"),
        lambda one, desk: str(OUTCOMES[one["outcome"]]) if one["outcome"] else None,
    ),
}

#: The same, of what a request may name several of: it counts in each row, and the total is of rows.
OVERLAPPING: dict[str, tuple[object, Callable]] = {
    "theme": (
        gettext_lazy("By theme"),
        lambda one, desk: _term(desk, Theme, one["themes__code"], _("Other, or not said")),
    ),
}


class Report:
    """Figures on ``requests`` (those of a period, in the reach of whoever sits at ``desk``)."""

    def __init__(self, requests, desk: Desk):
        self.requests, self.desk = requests, desk

    @cached_property
    def tables(self) -> list[Table]:
        tallies = self._tallies(TABLES) | self._tallies(OVERLAPPING, "themes__code")
        named = TABLES | OVERLAPPING
        return [_table(code, str(label), tallies[code]) for code, (label, _name) in named.items()]

    def _tallies(self, tables: Mapping, *more: str) -> dict[str, dict[str, Tally]]:
        """Code of a table → name of a row → what is counted there.

        Arguments:
            more: columns that ``tables`` need besides the usual ones.
        """
        found = {code: {} for code in tables}
        for one in self._groups(*more):
            counted = self._counted(one)
            for code, (_label, name) in tables.items():
                if called := name(one, self.desk):
                    found[code].setdefault(called, Tally()).add(one["number"], **counted)
        return found

    def _groups(self, *more: str) -> Iterable[dict]:
        days = {name: TruncDate(column) for name, column in _DAYS.items()}
        grouped = self.requests.order_by().annotate(**days).values(*_COLUMNS, *more, *days)
        return grouped.annotate(number=Count("pk")).iterator()

    def _counted(self, one: dict) -> dict:
        closed = self._closed(one["establishment"])
        return {
            "is_open": not one["outcome"],
            "contact": self._days(one["received_on"], one["contacted_on"], closed),
            "decision": self._days(one["received_on"], one["decided_on"], closed),
        }

    def _days(self, start: date, end: date | None, closed: ClosedDays) -> int | None:
        if end is None:
            return None
        key = (start, end, closed)
        if key not in self._known:
            self._known[key] = business_days_between(start, end, closed)
        return self._known[key]

    @cached_property
    def _known(self) -> dict:
        return {}

    def _closed(self, establishment: int) -> ClosedDays:
        return self._calendars.get(establishment, ClosedDays())

    @cached_property
    def _calendars(self) -> dict[int, ClosedDays]:
        days: dict[int, list[date]] = {}
        for establishment, day in Holiday.objects.order_by().values_list("establishment", "date"):
            days.setdefault(establishment, []).append(day)
        return {establishment: ClosedDays.of(found) for establishment, found in days.items()}


def _term(desk: Desk, model, code: str | None, absent: str) -> str:
    return desk.labels(model).get(code, code) if code else absent


def _table(code: str, label: str, tallies: dict[str, Tally]) -> Table:
    """Months in their order; the rest by number, the most first."""
    order = sorted(tallies) if code == "month" else _by_number(tallies)
    whole = _sum(tallies.values())
    received, total = suppress([tallies[name].received for name in order])
    still_open, total_open = _open_ones([tallies[name] for name in order], received, whole)
    most = max([number for number in received if number], default=0)
    rows = [
        _row(_named(code, name), tallies[name], received[place], still_open[place], most)
        for place, name in enumerate(order)
    ]
    together, remark = _("Together"), ""
    if code in OVERLAPPING:
        together = _("Themes named")
        remark = _("A request that names several themes counts under each of them.")
    return Table(code, label, rows, _row(together, whole, total, total_open, 0), remark)


def _open_ones(tallies: list[Tally], received: list, whole: Tally):
    """The column of what is open. Beside what was received it must not tell a few that ended."""
    if 0 < whole.received - whole.open < LEAST:
        return [None] * len(tallies), None
    few = {
        place
        for place, tally in enumerate(tallies)
        if received[place] is None or 0 < tally.received - tally.open < LEAST
    }
    return suppress([tally.open for tally in tallies], hidden=few)


def _by_number(tallies: dict[str, Tally]) -> list[str]:
    return sorted(tallies, key=lambda name: (-tallies[name].received, name))


def _row(label: str, tally: Tally, received: int | None, is_open: int | None, most: int) -> Row:
    if received is None:
        return Row(label, None, None, Delay(None, None), Delay(None, None))
    share = round(100 * received / most) if most else 0
    return Row(label, received, is_open, Delay.of(tally.contact), Delay.of(tally.decision), share)


def _named(code: str, name: str) -> str:
    return words.month(name) if code == "month" else name


def _sum(tallies: Iterable[Tally]) -> Tally:
    whole = Tally()
    for tally in tallies:
        whole.received += tally.received
        whole.open += tally.open
        whole.contact += tally.contact
        whole.decision += tally.decision
    return whole
