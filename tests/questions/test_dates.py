from datetime import date, time

import pytest

from coorg_forms.questions.dates import (
    ENGLISH_MONTHS,
    FRENCH_MONTHS,
    month_number,
    written_date,
    written_time,
)


@pytest.mark.parametrize(
    "day, french, english",
    [
        (date(2027, 5, 1), "1er\u00a0mai\u00a02027", "May\u00a01, 2027"),
        (date(2027, 6, 24), "24\u00a0juin\u00a02027", "June\u00a024, 2027"),
        (date(2027, 8, 11), "11\u00a0août\u00a02027", "August\u00a011, 2027"),
    ],
)
def test_written_date(day, french, english):
    assert written_date(day, "fr") == written_date(day, "fr-ca") == french
    assert written_date(day, "en") == english


@pytest.mark.parametrize(
    "moment, french, english",
    [
        (time(14, 5), "14\u00a0h\u00a005", "2:05\u00a0p.m."),
        (time(14, 30), "14\u00a0h\u00a030", "2:30\u00a0p.m."),
        (time(19, 0), "19\u00a0h", "7\u00a0p.m."),
        (time(0, 0), "0\u00a0h", "12\u00a0a.m."),
        (time(12, 0), "12\u00a0h", "12\u00a0p.m."),
    ],
)
def test_written_time(moment, french, english):
    assert written_time(moment, "fr") == french
    assert written_time(moment, "en") == english


@pytest.mark.parametrize(
    "text, number",
    [
        ("5", 5),
        ("05", 5),
        ("12", 12),
        ("mai", 5),
        ("May", 5),
        ("MAI", 5),
        ("févr.", 2),
        ("fevrier", 2),
        ("août", 8),
        ("aout", 8),
        ("Sept", 9),
        ("déc", 12),
        ("juill", 7),
        ("July", 7),
        ("0", None),
        ("13", None),
        ("005", None),
        ("jui", None),
        ("ma", None),
        ("", None),
        ("²", None),
        ("printemps", None),
    ],
)
def test_month_number(text, number):
    assert month_number(text) == number


@pytest.mark.parametrize("months", [FRENCH_MONTHS, ENGLISH_MONTHS])
def test_every_month_reads_back(months):
    assert [month_number(name) for name in months] == list(range(1, 13))
