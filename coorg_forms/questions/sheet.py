"""What was answered, by section, in words: for the review before sending and for the record."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from coorg_forms.questions import answers
from coorg_forms.questions.schema import Question, Schema


@dataclass(frozen=True)
class SheetLine:
    question: Question
    lines: list[str]
    """The answer, one string per line or item; empty when nothing was answered."""


@dataclass(frozen=True)
class SheetSection:
    number: int
    """Place of the section in the form, from 1."""
    title: str
    lines: list[SheetLine]


def sheet(
    schema: Schema, given: Mapping[str, object], visible: Collection[str]
) -> list[SheetSection]:
    """The visible questions with their answers; sections without any are left out.

    Arguments:
        given: question key → valid answer.
        visible: keys of the questions that the person was asked.
    """
    sections = [
        SheetSection(
            number,
            section.marker.title if section.marker else "",
            [
                SheetLine(item, _in_words(item, given))
                for item in section.items
                if isinstance(item, Question) and item.key in visible
            ],
        )
        for number, section in enumerate(schema.sections, start=1)
    ]
    return [section for section in sections if section.lines]


def _in_words(question: Question, given: Mapping) -> list[str]:
    if question.key not in given:
        return []
    return answers.display(question, given[question.key])
