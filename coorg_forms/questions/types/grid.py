"""A grid: the same few answers for each of several lines."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.parts import LineBlock, line_questions
from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType
from coorg_forms.questions.registry import register
from coorg_forms.questions.types.choice import chosen


@register
class Grid(QuestionType):
    name = "grid"
    order = 65
    seconds = 5
    label = _("Grid of choices")
    icon = "table"
    group = _("Choices")
    description = _("The same answers for several lines, such as “often, sometimes, never”.")
    has_options = True
    can_be_prefilled = False
    empty_code = "empty_grid"
    template = "coorg_forms/public/questions/grid.html"
    is_group = True

    def own_children(self):
        return [("lines", blocks.ListBlock(LineBlock(), default=[], label=_("Lines")))]

    def settings(self, value):
        return {}

    def parts(self, value, known_keys):
        return line_questions(value.get("lines"), "radio", known_keys)

    def read(self, question, data):
        return {line.key: data.get(f"{question.key}-{line.key}", "") for line in question.parts}

    def coerce(self, question, raw):
        given = raw if isinstance(raw, Mapping) else {}
        answers = {}
        for line in question.parts:
            keys = [key for key in chosen(given.get(line.key)) if key in question.option_labels]
            if keys:
                answers[line.key] = keys[0]
        return answers or ABSENT

    def check(self, question, value, context):
        if not question.required:
            return
        for line in question.parts:
            if line.key not in value:
                yield Invalid("empty_line", line.key, line=line.label)

    def selected(self, value):
        return tuple(value.values())

    def display(self, question, value):
        return [
            _("%(line)s: %(answer)s")
            % {
                "line": line.label,
                "answer": question.option_labels.get(value[line.key], value[line.key]),
            }
            for line in question.parts
            if line.key in value
        ]

    def draw(self, question, raw):
        given = raw if isinstance(raw, Mapping) else {}
        return {
            "lines": [
                {"line": line, "chosen": chosen(given.get(line.key))} for line in question.parts
            ]
        }

    def paper(self, question):
        circles = ["○" for _option in question.options]
        return {
            "look": "table",
            "head": ["", *(option.label for option in question.options)],
            "rows": [[line.label, *circles] for line in question.parts],
        }

    def first_control(self, question, part=""):
        line = part or (question.parts[0].key if question.parts else "")
        return f"id_{question.key}-{line}-0"
