"""Business days, and the date by which something was promised. Pure functions."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

#: The languages of the ``holidays`` package for Quebec, by ours.
_LANGUAGES = {"fr": "fr", "en": "en_CA"}


@lru_cache(maxsize=32)
def quebec_holidays(first_year: int, last_year: int, language: str = "fr") -> dict[date, str]:
    """The public holidays of Quebec in a range of years, both included, with their names.

    Source: the ``holidays`` package, country CA, subdivision QC, category *public*.
    """
    found = holidays.country_holidays(
        "CA",
        subdiv="QC",
        years=range(first_year, last_year + 1),
        language=_LANGUAGES.get(language[:2], "en_CA"),
    )
    return dict(sorted(found.items()))


@dataclass(frozen=True)
class ClosedDays:
    """The days on which an establishment is closed, besides weekends: a container of dates.

    Its own list holds for each year that has one; for the others, Quebec's public holidays.
    """

    own: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    """Those that have a list of their own."""

    @classmethod
    def of(cls, days: Iterable[date]) -> "ClosedDays":
        own = frozenset(days)
        return cls(own, frozenset(day.year for day in own))

    def __contains__(self, day: date) -> bool:
        if day.year in self.years:
            return day in self.own
        return day in quebec_holidays(day.year, day.year)


def is_business_day(day: date, closed: Container[date]) -> bool:
    """Neither a weekend nor a date of ``closed``."""
    return day.weekday() < 5 and day not in closed


def add_business_days(start: date, days: int, closed: Container[date]) -> date:
    """The day that lies ``days`` business days after ``start``.

    The day of receipt does not count, the last day does. Saturdays, Sundays and the dates in
    ``closed`` are not business days.
    """
    current = start
    while days > 0:
        current += timedelta(days=1)
        if is_business_day(current, closed):
            days -= 1
    return current


def business_days_between(start: date, end: date, closed: Container[date]) -> int:
    """How many business days passed after ``start``, up to ``end``; 0 when it is not later."""
    passed = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(is_business_day(day, closed) for day in passed)


def after_waiting(start: date, since: date, until: date, closed: Container[date]) -> date:
    """The day from which a clock counts that began at ``start`` and stood from ``since`` on.

    ``add_business_days`` of the result gives what it gave before, later by the business days
    waited.
    """
    return add_business_days(start, business_days_between(since, until, closed), closed)
