"""A whole number."""

import re

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text
from coorg_forms.questions.registry import register

#: Digits, or groups of three digits apart: a comma is also the decimal mark of French.
_WHOLE = re.compile(r"[-+]?(?:[0-9]{1,12}|[0-9]{1,3}(?:[\s,][0-9]{3}){1,3})")


@register
class Number(QuestionType):
    name = "number"
    order = 80
    label = _("Number")
    icon = "decimal"
    group = _("Text")
    description = _("A whole number, with a lowest and a highest value if needed.")
    empty_code = "empty_text"
    template = "coorg_forms/public/questions/number.html"

    def own_children(self):
        return [
            ("lowest", blocks.IntegerBlock(label=_("Lowest value"), required=False)),
            ("highest", blocks.IntegerBlock(label=_("Highest value"), required=False)),
        ]

    def coerce(self, question, raw):
        text = as_text(raw)
        if not text:
            return ABSENT
        if not _WHOLE.fullmatch(text):
            raise Invalid("bad_number")
        return int(re.sub(r"[\s,]", "", text))

    def check(self, question, value, context):
        lowest, highest = question.settings.get("lowest"), question.settings.get("highest")
        if lowest is not None and value < lowest:
            yield Invalid("too_small", limit=lowest)
        if highest is not None and value > highest:
            yield Invalid("too_big", limit=highest)

    def display(self, question, value):
        whole = isinstance(value, int)
        return [number_format(value, use_l10n=True, force_grouping=True) if whole else str(value)]
