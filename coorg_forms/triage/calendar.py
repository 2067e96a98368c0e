"""Business days, and the date by which something was promised."""

from collections.abc import Container
from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=16)
def quebec_holidays(first_year: int, last_year: int) -> Container[date]:
    """The public holidays of Quebec in a range of years, both included.

    Source: the ``holidays`` package, country CA, subdivision QC, category *public*.
    """
    return holidays.country_holidays("CA", subdiv="QC", years=range(first_year, last_year + 1))


def add_business_days(start: date, days: int, closed: Container[date]) -> date:
    """The day that lies ``days`` business days after ``start``.

    The day of receipt does not count, the last day does. Saturdays, Sundays and the dates in
    ``closed`` are not business days.
    """
    current = start
    while days > 0:
        current += timedelta(days=1)
        if current.weekday() < 5 and current not in closed:
            days -= 1
    return current


def promise(start: date, days: int) -> date:
    """The promised date ``days`` business days after ``start``, by Quebec's public holidays."""
    return add_business_days(start, days, quebec_holidays(start.year, start.year + 1))
