"""A date, in three fields: day, month, year. The month may be a number or a word."""

import datetime
import re
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.dates import month_number, written_date
from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text
from coorg_forms.questions.registry import register

PARTS = ("day", "month", "year")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NUMBERS = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", re.ASCII)
_ORDINAL = re.compile(r"(?<=\d)(?:er|st|nd|rd|th)$", re.ASCII | re.IGNORECASE)


@register
class Date(QuestionType):
    name = "date"
    order = 70
    label = _("Date")
    icon = "calendar"
    group = _("Text")
    description = _("Day, month and year, each in its field.")
    roles = ("deadline",)
    empty_code = "empty_date"
    empty_part = "day"
    template = "coorg_forms/public/questions/date.html"
    is_group = True
    can_be_unsure = True

    def own_children(self):
        return [
            (
                "bound",
                blocks.ChoiceBlock(
                    label=_("Which dates are accepted"),
                    choices=[
                        ("future", _("Today and later")),
                        ("past", _("Today and earlier")),
                    ],
                    required=False,
                ),
            ),
            (
                "from_days",
                blocks.IntegerBlock(
                    label=_("Earliest, in days from today"),
                    help_text=_("Example: 14 for “in two weeks or later”; -30 for a month ago."),
                    required=False,
                ),
            ),
            (
                "until_days",
                blocks.IntegerBlock(label=_("Latest, in days from today"), required=False),
            ),
        ]

    def read(self, question, data):
        return {part: data.get(f"{question.key}-{part}", "") for part in PARTS}

    def coerce(self, question, raw):
        parts = _parts(raw)
        if not any(parts.values()):
            return ABSENT
        if _NUMBERS.fullmatch(parts["day"]) and not parts["month"] and not parts["year"]:
            raise Invalid("ambiguous_date", "day")
        for part in PARTS:
            if not parts[part]:
                raise Invalid(f"missing_{part}", part)
        day = _whole("day", _ORDINAL.sub("", parts["day"]), 2)
        month = month_number(parts["month"])
        if month is None:
            raise Invalid("bad_month", "month")
        year = _whole("year", parts["year"], 4)
        if year < 1000:
            raise Invalid("bad_year", "year")
        try:
            return datetime.date(year, month, day).isoformat()
        except ValueError:
            raise Invalid("bad_date", "day") from None

    def check(self, question, value, context):
        bound, day = question.settings.get("bound"), datetime.date.fromisoformat(value)
        if bound == "future" and day < context.today:
            yield Invalid("too_early", "day")
        if bound == "past" and day > context.today:
            yield Invalid("too_late", "day")
        earliest, latest = (question.settings.get(name) for name in ("from_days", "until_days"))
        if earliest is not None and day < (limit := context.today + _days(earliest)):
            yield Invalid("before_date", "day", date=limit)
        if latest is not None and day > (limit := context.today + _days(latest)):
            yield Invalid("after_date", "day", date=limit)

    def display(self, question, value):
        try:
            return [written_date(datetime.date.fromisoformat(value), get_language() or "fr")]
        except (TypeError, ValueError):
            return [str(value)]

    def draw(self, question, raw):
        return {"parts": _parts(raw)}

    def paper(self, question):
        return {"look": "parts", "parts": [str(_("Day")), str(_("Month")), str(_("Year"))]}

    def first_control(self, question, part=""):
        return f"id_{question.key}-{part or 'day'}"


def _days(number: int) -> datetime.timedelta:
    return datetime.timedelta(days=max(-36500, min(36500, number)))


def _parts(raw) -> dict[str, str]:
    """Day, month and year; a whole date may stand in one text, or in the first field."""
    if not isinstance(raw, Mapping):
        return _split(as_text(raw))
    parts = {part: as_text(raw.get(part, "")) for part in PARTS}
    return parts if parts["month"] or parts["year"] else _split(parts["day"])


def _split(text: str) -> dict[str, str]:
    """The parts of ``2027-05-01``, ``1er mai 2027`` or ``May 1, 2027``; else all of it as day."""
    if match := _ISO.fullmatch(text):
        return {"year": match[1], "month": match[2], "day": match[3]}
    words = text.replace(",", " ").casefold().removeprefix("le ").split()
    if len(words) == 3:
        first, second, year = words
        if not second.isdigit() and month_number(second):
            return {"day": first, "month": second, "year": year}
        if not first.isdigit() and month_number(first):
            return {"day": second, "month": first, "year": year}
    return {"day": text, "month": "", "year": ""}


def _whole(part: str, text: str, digits: int) -> int:
    if not re.fullmatch(rf"\d{{1,{digits}}}", text, re.ASCII) or int(text) == 0:
        raise Invalid(f"bad_{part}", part)
    return int(text)
