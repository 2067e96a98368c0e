"""A long text, on several lines, with a count of what is left."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.question_type import (
    QuestionType,
    as_text,
    length_block,
    too_long,
    too_short,
)
from coorg_forms.questions.registry import register


@register
class LongText(QuestionType):
    name = "long_text"
    order = 20
    seconds = 90
    label = _("Long text")
    icon = "doc-full"
    description = _("Several sentences; the form says how many characters are left.")
    empty_code = "empty_text"
    template = "coorg_forms/public/questions/long_text.html"
    can_be_unsure = True
    default_max_length = 3000

    def own_children(self):
        return [
            (
                "max_length",
                length_block(_("Longest answer"), _("In characters. Empty: 3,000."), 20000),
            ),
            (
                "min_length",
                length_block(_("Shortest answer"), _("In characters. Empty: no limit."), 20000),
            ),
            (
                "rows",
                blocks.IntegerBlock(
                    label=_("Height"),
                    help_text=_("In lines. Empty: 6."),
                    required=False,
                    min_value=2,
                    max_value=20,
                ),
            ),
        ]

    def settings(self, value):
        return {
            "max_length": value.get("max_length") or self.default_max_length,
            "min_length": value.get("min_length"),
            "rows": value.get("rows") or 6,
        }

    def check(self, question, value, context):
        yield from too_long(value, question.settings.get("max_length", self.default_max_length))
        yield from too_short(value, question.settings.get("min_length"))

    def display(self, question, value):
        return as_text(value).split("\n")

    def search_text(self, question, value):
        return value

    def draw(self, question, raw):
        limit = question.settings.get("max_length", self.default_max_length)
        return {"value": as_text(raw), "written_limit": number_format(limit, force_grouping=True)}

    def paper(self, question):
        return {"look": "lines", "count": question.settings.get("rows") or 6}
