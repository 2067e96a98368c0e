"""A short text, on one line."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.patterns import PATTERN, matches
from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import (
    ABSENT,
    QuestionType,
    as_text,
    length_block,
    too_long,
    too_short,
)
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
    can_be_unsure = True
    default_max_length = 255

    def own_children(self):
        return [
            (
                "max_length",
                length_block(_("Longest answer"), _("In characters. Empty: 255."), 1000),
            ),
            (
                "min_length",
                length_block(_("Shortest answer"), _("In characters. Empty: no limit."), 1000),
            ),
            (
                "pattern",
                blocks.RegexBlock(
                    regex=PATTERN,
                    required=False,
                    default="",
                    label=_("Way of writing"),
                    help_text=_(
                        "9 stands for a digit, A for a letter; | separates two ways. "
                        "Example: AA-9999."
                    ),
                ),
            ),
            (
                "pattern_message",
                blocks.CharBlock(
                    required=False,
                    default="",
                    max_length=200,
                    label=_("Said when it is written otherwise"),
                    help_text=_("Example: “Write the file number like AB-1234.”"),
                ),
            ),
        ]

    def settings(self, value):
        given = super().settings(value)
        return {**given, "max_length": given["max_length"] or self.default_max_length}

    def coerce(self, question, raw):
        return " ".join(as_text(raw).split()) or ABSENT

    def check(self, question, value, context):
        settings = question.settings
        yield from too_long(value, settings.get("max_length", self.default_max_length))
        yield from too_short(value, settings.get("min_length"))
        pattern = settings.get("pattern")
        if pattern and not matches(pattern, value):
            said = settings.get("pattern_message")
            yield Invalid("said", said=said) if said else Invalid("bad_pattern", pattern=pattern)

    def search_text(self, question, value):
        return value

    def draw(self, question, raw):
        return {"value": as_text(raw), "autocomplete": AUTOCOMPLETE.get(question.role, "")}
