"""Vectors of inbox.md §3, on the 13-day list of the health network."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.triage.calendar import add_business_days, promise, quebec_holidays

# 1 and 2 January, Good Friday, Easter Monday, Patriots, 24 June, 1 July, Labour, Thanksgiving,
# 24 to 26 and 31 December.
CLOSED = set(
    map(
        date.fromisoformat,
        """
        2026-01-01 2026-01-02 2026-04-03 2026-04-06 2026-05-18 2026-06-24 2026-07-01 2026-09-07
        2026-10-12 2026-12-24 2026-12-25 2026-12-26 2026-12-31
        2027-01-01 2027-01-02 2027-03-26 2027-03-29 2027-05-24 2027-06-24 2027-07-01 2027-09-06
        2027-10-11 2027-12-24 2027-12-25 2027-12-26 2027-12-31
        """.split(),  # noqa: SIM905
    )
)


@pytest.mark.parametrize(
    "start, days, end",
    [
        ("2027-06-22", 5, "2027-06-30"),
        ("2027-06-22", 10, "2027-07-08"),
        ("2026-12-18", 5, "2026-12-29"),
        ("2027-03-24", 5, "2027-04-02"),
        ("2026-12-23", 20, "2027-01-26"),
        ("2027-01-01", 5, "2027-01-08"),
        ("2027-06-19", 0, "2027-06-19"),
    ],
)
def test_business_days(start, days, end):
    assert add_business_days(date.fromisoformat(start), days, CLOSED) == date.fromisoformat(end)


@given(st.dates(date(2025, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_the_last_day_is_a_business_day_and_none_is_skipped(start, days):
    end = add_business_days(start, days, CLOSED)

    between = [start + timedelta(n) for n in range(1, (end - start).days + 1)]
    assert len([d for d in between if d.weekday() < 5 and d not in CLOSED]) == days
    assert end.weekday() < 5 and end not in CLOSED


def test_public_holidays_of_quebec():
    closed = quebec_holidays(2027, 2028)

    assert date(2027, 6, 24) in closed  # Saint-Jean-Baptiste
    assert date(2027, 7, 1) in closed
    assert date(2028, 1, 1) in closed
    assert date(2027, 11, 11) not in closed


def test_a_promise_crosses_new_year():
    assert promise(date(2026, 12, 30), 2) == date(2027, 1, 4)
