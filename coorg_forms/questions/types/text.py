"""A short text, on one line."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text, too_long
from coorg_forms.questions.registry import register

AUTOCOMPLETE = {
    "organization": "organization",
    "place": "address-level2",
}


@register
class Text(QuestionType):
    name = "text"
    order = 10
    label = _("Short text")
    icon = "pilcrow"
    description = _("A few words, on one line.")
    roles = ("organization", "place", "summary", "known_organizer")
    empty_code = "empty_text"
    default_max_length = 255

    def own_children(self):
        return [
            (
                "max_length",
                blocks.IntegerBlock(
                    label=_("Longest answer"),
                    help_text=_("In characters. Empty: 255."),
                    required=False,
                    min_value=1,
                    max_value=1000,
                ),
            )
        ]

    def settings(self, value):
        return {"max_length": value.get("max_length") or self.default_max_length}

    def coerce(self, question, raw):
        return " ".join(as_text(raw).split()) or ABSENT

    def check(self, question, value, context):
        return too_long(value, question.settings.get("max_length", self.default_max_length))

    def search_text(self, question, value):
        return value

    def draw(self, question, raw):
        return {"value": as_text(raw), "autocomplete": AUTOCOMPLETE.get(question.role, "")}
