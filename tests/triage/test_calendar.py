"""Vectors of inbox.md §3, on the 13-day list of the health network."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coorg_forms.triage.calendar import (
    ClosedDays,
    add_business_days,
    after_waiting,
    business_days_between,
    quebec_holidays,
)

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


def test_a_year_without_a_list_of_its_own_follows_the_public_holidays():
    own = ClosedDays.of([date(2026, 12, 31)])

    assert add_business_days(date(2026, 12, 30), 2, own) == date(2027, 1, 5)
    assert date(2026, 12, 25) not in own  # the list of 2026 holds alone
    assert date(2027, 1, 1) in own and date(2027, 12, 24) not in own
    assert add_business_days(date(2026, 12, 30), 2, ClosedDays()) == date(2027, 1, 4)


# What always holds -----------------------------------------------------------------------------

days_of_year = st.dates(date(2025, 1, 1), date(2030, 1, 1))
lists = st.one_of(
    st.just(CLOSED), st.sets(st.dates(date(2025, 1, 1), date(2031, 1, 1)), max_size=60)
)


@given(days_of_year, st.integers(0, 40), st.integers(0, 40), lists)
def test_to_add_days_twice_is_to_add_their_sum(start, first, second, closed):
    once = add_business_days(start, first + second, closed)

    assert add_business_days(add_business_days(start, first, closed), second, closed) == once


@given(days_of_year, days_of_year, st.integers(0, 40), st.integers(0, 40), lists)
def test_later_or_more_is_never_earlier(start, other, days, more, closed):
    end = add_business_days(start, days, closed)

    assert add_business_days(start, days + more, closed) >= end >= start
    assert (add_business_days(max(start, other), days, closed)) >= add_business_days(
        min(start, other), days, closed
    )


@given(days_of_year, st.integers(0, 40), lists)
def test_the_days_between_are_the_days_added(start, days, closed):
    assert business_days_between(start, add_business_days(start, days, closed), closed) == days


@given(days_of_year, st.integers(1, 30), st.integers(0, 40), st.integers(0, 90), lists)
def test_a_clock_that_stood_is_later_by_the_business_days_waited(start, days, asked, rest, closed):
    since = start + timedelta(asked)
    until = since + timedelta(rest)
    waited = business_days_between(since, until, closed)
    before = add_business_days(start, days, closed)

    after = add_business_days(after_waiting(start, since, until, closed), days, closed)

    assert after == add_business_days(before, waited, closed)
    assert business_days_between(before, after, closed) == waited


def test_nothing_passes_backwards():
    assert business_days_between(date(2027, 6, 22), date(2027, 6, 21), CLOSED) == 0
    assert after_waiting(date(2027, 6, 19), date(2027, 6, 22), date(2027, 6, 22), CLOSED) == date(
        2027, 6, 19
    )
