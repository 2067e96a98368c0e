"""A number: whole, or with as many decimals as the editor allows, with its unit."""

import re
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text
from coorg_forms.questions.registry import register

NBSP = "\u00a0"
#: Digits, or groups of three digits apart: a comma is also the decimal mark of French.
_WHOLE = re.compile(r"[-+]?(?:[0-9]{1,12}|[0-9]{1,3}(?:[\s,][0-9]{3}){1,3})")
_DECIMAL = re.compile(r"(?P<whole>.*)[.,](?P<decimals>[0-9]{1,4})")


@register
class Number(QuestionType):
    name = "number"
    order = 80
    label = _("Number (quantity)")
    icon = "decimal"
    group = _("Text")
    description = _("A number with its unit, and a lowest and a highest value if needed.")
    empty_code = "empty_text"
    can_be_unsure = True
    template = "coorg_forms/public/questions/number.html"

    def own_children(self):
        return [
            ("lowest", blocks.IntegerBlock(label=_("Lowest value"), required=False)),
            ("highest", blocks.IntegerBlock(label=_("Highest value"), required=False)),
            (
                "decimals",
                blocks.IntegerBlock(
                    label=_("Decimals"),
                    help_text=_("Empty: whole numbers only."),
                    required=False,
                    min_value=0,
                    max_value=4,
                ),
            ),
            (
                "unit",
                blocks.CharBlock(
                    label=_("Unit"),
                    help_text=_("Written after the field: people, km, $…"),
                    required=False,
                    default="",
                    max_length=30,
                ),
            ),
        ]

    def coerce(self, question, raw):
        text = as_text(raw)
        unit = question.settings.get("unit", "")
        if unit and text.casefold().endswith(unit.casefold()):
            text = text[: -len(unit)].strip()
        if not text:
            return ABSENT
        return _read(text, question.settings.get("decimals") or 0)

    def check(self, question, value, context):
        lowest, highest = question.settings.get("lowest"), question.settings.get("highest")
        number = Decimal(value)
        if lowest is not None and number < lowest:
            yield Invalid("too_small", limit=lowest)
        if highest is not None and number > highest:
            yield Invalid("too_big", limit=highest)

    def display(self, question, value):
        unit = question.settings.get("unit", "")
        return [f"{_written(value)}{NBSP}{unit}" if unit else _written(value)]

    def draw(self, question, raw):
        unit, decimals = question.settings.get("unit", ""), question.settings.get("decimals")
        return {
            "value": as_text(raw),
            "inputmode": "decimal" if decimals else "numeric",
            "unit": unit,
        }


def _read(text: str, most_decimals: int) -> int | str:
    """The number: an integer, or the decimal in plain digits such as ``"12.5"``.

    Raises:
        Invalid: no number, or more decimals than allowed.
    """
    decimals = ""
    match = _DECIMAL.fullmatch(text)
    # "1,234" is a whole number, unless three decimals are allowed.
    if match and most_decimals and (len(match["decimals"]) != 3 or most_decimals >= 3):
        text, decimals = match["whole"] or "0", match["decimals"].rstrip("0")
    if not _WHOLE.fullmatch(text):
        raise Invalid("bad_number" if not most_decimals else "bad_decimal")
    if len(decimals) > most_decimals:
        raise Invalid("too_many_decimals", limit=most_decimals)
    digits = re.sub(r"[\s,+]", "", text)
    return f"{digits}.{decimals}" if decimals else int(digits)


def _written(value) -> str:
    if isinstance(value, str) and not re.fullmatch(r"-?[0-9]+\.[0-9]+", value):
        return value
    if isinstance(value, int | str):
        return number_format(Decimal(value), use_l10n=True, force_grouping=True)
    return str(value)
