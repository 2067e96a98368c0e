"""Dates and times in words, as Quebec writes them.

Django's own ``fr-ca`` formats are wrong for hours (``14 02 05``) and for the first of a month.
Source: Office québécois de la langue française, écriture des dates et des heures.
"""

import datetime

from coorg_forms.questions.keys import fold

FRENCH_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NBSP = "\u00a0"


def written_date(day: datetime.date, language: str) -> str:
    """``24 juin 2027``, ``1er mai 2027``; in English ``June 24, 2027``."""
    if language.startswith("fr"):
        number = "1er" if day.day == 1 else str(day.day)
        return f"{number}{NBSP}{FRENCH_MONTHS[day.month - 1]}{NBSP}{day.year}"
    return f"{ENGLISH_MONTHS[day.month - 1]}{NBSP}{day.day}, {day.year}"


def written_time(moment: datetime.time, language: str) -> str:
    """``14 h 05``, ``19 h``; in English ``2:05 p.m.``, ``7 p.m.``."""
    if language.startswith("fr"):
        minutes = f"{NBSP}{moment.minute:02}" if moment.minute else ""
        return f"{moment.hour}{NBSP}h{minutes}"
    minutes = f":{moment.minute:02}" if moment.minute else ""
    half = "a.m." if moment.hour < 12 else "p.m."
    return f"{moment.hour % 12 or 12}{minutes}{NBSP}{half}"


def written_moment(moment: datetime.datetime, language: str) -> str:
    """``24 juin 2027 à 17 h``; in English ``June 24, 2027 at 5 p.m.``. ``moment`` is local."""
    joiner = "à" if language.startswith("fr") else "at"
    day, time = written_date(moment.date(), language), written_time(moment.time(), language)
    return f"{day} {joiner}{NBSP}{time}"


def month_number(text: str) -> int | None:
    """1 to 12 from a number or from a month's name (or its first letters), in either language."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    wanted = fold(text).strip(". ")
    if len(wanted) < 3:
        return None
    found = {
        number
        for months in (FRENCH_MONTHS, ENGLISH_MONTHS)
        for number, month in enumerate(months, start=1)
        if fold(month).startswith(wanted)
    }
    return found.pop() if len(found) == 1 else None
