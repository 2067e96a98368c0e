"""A time of day, in one field, written in any usual way: ``14 h 30``, ``14:30``, ``2:30 pm``."""

import datetime
import re

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.dates import written_time
from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text
from coorg_forms.questions.registry import register

_WRITTEN = re.compile(
    r"(?P<hour>\d{1,2})(?:\s*(?:[h:.]|heures?)\s*(?P<minute>\d{2})?\s*(?:min)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?",
    re.ASCII | re.IGNORECASE,
)
_WORDS = {"midi": "12:00", "noon": "12:00", "minuit": "00:00", "midnight": "00:00"}


@register
class Time(QuestionType):
    name = "time"
    order = 75
    label = _("Time of day")
    icon = "time"
    group = _("Text")
    description = _("Any usual way of writing is understood: 14 h 30, 14:30, 2:30 pm.")
    empty_code = "empty_time"
    can_be_unsure = True
    template = "coorg_forms/public/questions/short.html"

    def coerce(self, question, raw):
        typed = " ".join(as_text(raw).casefold().split())
        if not typed:
            return ABSENT
        match = _WRITTEN.fullmatch(_WORDS.get(typed, typed))
        hour = _hour(match) if match else None
        minute = int(match["minute"] or 0) if match else 60
        if hour is None or minute > 59:
            raise Invalid("bad_time")
        return f"{hour:02}:{minute:02}"

    def display(self, question, value):
        try:
            return [written_time(datetime.time.fromisoformat(value), get_language() or "fr")]
        except (TypeError, ValueError):
            return [str(value)]

    def draw(self, question, raw):
        return {"value": as_text(raw), "inputmode": "text"}


def _hour(match: re.Match) -> int | None:
    """0 to 23, or None."""
    hour, half = int(match["hour"]), (match["half"] or "")[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour if hour <= 23 else None
