"""A repeating set: the same few questions for each partner, each date, each place.

An answer is a list of mappings, one per element, by key of the column. Elements left blank do not
count. Each element is judged by the types of its columns.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions import registry
from coorg_forms.questions.parts import ColumnBlock, line_questions
from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, length_block
from coorg_forms.questions.registry import register
from coorg_forms.questions.schema import Question

MOST = 20


@register
class Repeat(QuestionType):
    name = "repeat"
    order = 85
    seconds = 15
    label = _("Repeating set")
    icon = "copy"
    group = _("Text")
    description = _("The same questions several times: partners, dates, places.")
    can_be_prefilled = False
    empty_code = "empty_repeat"
    template = "coorg_forms/public/questions/repeat.html"
    is_group = True
    is_repeating = True

    def own_children(self):
        return [
            ("columns", blocks.ListBlock(ColumnBlock(), default=[], label=_("Asked for each"))),
            (
                "element",
                blocks.CharBlock(
                    label=_("Name of one element"),
                    help_text=_("Example: Partner. Written before its number."),
                    required=False,
                    default="",
                    max_length=60,
                ),
            ),
            ("fewest", length_block(_("At least"), "", MOST)),
            ("most", length_block(_("At most"), _("Empty: 10."), MOST)),
        ]

    def settings(self, value):
        return {
            "element": value.get("element") or "",
            "fewest": value.get("fewest"),
            "most": value.get("most") or 10,
        }

    def parts(self, value, known_keys):
        return line_questions(value.get("columns"), "text", known_keys)

    def read(self, question, data, but: int | None = None):
        """The elements that were filled in, without the one numbered ``but``."""
        numbers = {
            int(match[1])
            for name in data
            if (match := re.match(rf"{question.key}-(\d{{1,3}})-", name, re.ASCII))
        }
        wanted = [number for number in sorted(numbers)[: MOST + 1] if number != but]
        elements = [_read_one(question, number, data) for number in wanted]
        return [element for element in elements if self.is_given(element)]

    def coerce(self, question, raw):
        elements = [one for one in _elements(raw) if self._is_started(question, one)]
        if not elements:
            return ABSENT
        return [_coerce_one(question, number, one) for number, one in enumerate(elements)]

    def check(self, question, value, context):
        fewest, most = question.settings.get("fewest"), question.settings.get("most") or 10
        if fewest and len(value) < fewest:
            yield Invalid("too_few_elements", limit=fewest)
        if len(value) > most:
            yield Invalid("too_many_elements", limit=most)
        for number, element in enumerate(value):
            for column in question.parts:
                if column.key in element:
                    kind = registry.get(column.type)
                    for problem in kind.check(column, element[column.key], context):
                        yield _of_element(problem, question, number, column)

    def selected(self, value):
        return tuple(str(number) for number in range(len(value)))

    def display(self, question, value):
        return [_written(question, element) for element in _elements(value)]

    def search_text(self, question, value):
        return " ".join(
            registry.get(column.type).search_text(column, element[column.key])
            for element in value
            for column in question.parts
            if column.key in element
        )

    def draw(self, question, raw):
        elements = [one for one in _elements(raw) if isinstance(one, Mapping)]
        shown = max(len(elements), question.settings.get("fewest") or 1)
        elements += [{}] * (shown - len(elements))
        return {
            "elements": elements,
            "can_add": shown < (question.settings.get("most") or 10),
        }

    def paper(self, question):
        element = question.settings.get("element") or ""
        rows = max(question.settings.get("fewest") or 0, 3)
        blanks = ["" for _column in question.parts]
        return {
            "look": "table",
            "head": ["", *(column.label for column in question.parts)],
            "rows": [[f"{element} {number}".strip(), *blanks] for number in range(1, rows + 1)],
        }

    def first_control(self, question, part=""):
        if not question.parts:
            return f"id_{question.key}"
        number, key, rest = (*part.split("-", 2), "", "")[:3] if part else ("0", "", "")
        column = next((one for one in question.parts if one.key == key), question.parts[0])
        placed = placed_column(question, int(number), column)
        return registry.get(column.type).first_control(placed, rest)

    def _is_started(self, question, element) -> bool:
        return any(
            registry.get(column.type).is_given(element.get(column.key)) for column in question.parts
        )


def placed_column(question: Question, number: int, column: Question) -> Question:
    """A column as a question of its own, in the element ``number`` (from 0)."""
    return replace(column, key=f"{question.key}-{number}-{column.key}")


def _read_one(question: Question, number: int, data) -> dict:
    return {
        column.key: registry.get(column.type).read(placed_column(question, number, column), data)
        for column in question.parts
    }


def _elements(raw) -> list[Mapping]:
    if isinstance(raw, Mapping) or not isinstance(raw, Iterable) or isinstance(raw, str | bytes):
        return []
    return [one for one in raw if isinstance(one, Mapping)]


def _coerce_one(question: Question, number: int, element: Mapping) -> dict:
    """One element; the first fault in it is told with its place.

    Raises:
        Invalid: a column that cannot be read, or that is required and empty.
    """
    answers = {}
    for column in question.parts:
        kind = registry.get(column.type)
        try:
            value = kind.coerce(column, element.get(column.key))
        except Invalid as problem:
            raise _of_element(problem, question, number, column) from None
        if value is not ABSENT:
            answers[column.key] = value
        elif column.required:
            raise _of_element(Invalid(kind.empty_code, kind.empty_part), question, number, column)
    return answers


def _of_element(problem: Invalid, question: Question, number: int, column: Question) -> Invalid:
    part = "-".join(filter(None, (str(number), column.key, problem.part)))
    element = question.settings.get("element") or question.label
    place = {"place": f"{element} {number + 1}", "label": column.label}
    return Invalid(problem.code, part, **{**problem.params, **place})


def _written(question: Question, element: Mapping) -> str:
    """``Maison des jeunes · salle · 819 555-0123``: the answers of one element on one line."""
    words = [
        " ".join(registry.get(column.type).display(column, element[column.key]))
        for column in question.parts
        if column.key in element
    ]
    return " · ".join(words)
