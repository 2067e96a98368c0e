"""From what was typed to what is kept: one pure pass over the questions.

Visibility comes first, validation second; a hidden question counts as unanswered and its value is
dropped. The server calls this for the final post and for everything else that takes answers; what
the browser shows is only a courtesy.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from coorg_forms.questions import answers, registry
from coorg_forms.questions.problems import Invalid, Problem
from coorg_forms.questions.question_type import ABSENT
from coorg_forms.questions.schema import Question, Schema


@dataclass(frozen=True)
class Context:
    """All that answers depend on besides themselves."""

    today: date


@dataclass
class Resolution:
    visible: list[str] = field(default_factory=list)
    required: set[str] = field(default_factory=set)
    clean: dict[str, object] = field(default_factory=dict)
    """Valid answers of visible questions: what is stored."""
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    """What is odd but never refused."""
    dropped: list[str] = field(default_factory=list)
    """Keys of hidden questions for which something was sent."""

    @property
    def is_valid(self) -> bool:
        return not self.errors

    def errors_of(self, key: str) -> list[Problem]:
        return [problem for problem in self.errors if problem.key == key]


def resolve(schema: Schema, raw: Mapping[str, object], context: Context) -> Resolution:
    """Decide what is visible and required, and sort the answers into valid and not.

    Arguments:
        schema: the form as it was frozen.
        raw: question key → what was sent (text, list of texts, or a mapping for composite
            questions). Undeclared keys are ignored; no value raises.
        context: today's date.

    Errors are codes; ``problems.message`` makes sentences of them.
    """
    result, seen = Resolution(), {}
    for question in schema.questions:
        _resolve_one(question, raw.get(question.key), seen, context, result)
    return result


def _resolve_one(question: Question, given, seen: dict, context: Context, result: Resolution):
    kind, key = registry.get(question.type), question.key
    if question.show_if and not question.show_if.holds(seen):
        if kind.is_given(answers.typed(question, given)):
            result.dropped.append(key)
        return
    result.visible.append(key)
    required = kind.can_be_required and _is_required(question, seen)
    if required:
        result.required.add(key)
    value, problems = _judge(question, answers.typed(question, given), context)
    if (value is ABSENT or problems) and answers.is_unsure(question, given):
        result.clean[key] = answers.UNSURE
        return
    if value is ABSENT and required and not problems:
        problems = [Problem(key, kind.empty_code, kind.empty_part)]
    if value is not ABSENT:
        seen[key] = kind.selected(value)
    if problems:
        result.errors.extend(problems)
    elif value is not ABSENT:
        result.clean[key] = value
        result.warnings.extend(_problem(key, odd) for odd in kind.warn(question, value))


def _judge(question: Question, given, context: Context) -> tuple[object, list[Problem]]:
    """The value that was read, or ``ABSENT``, and what is wrong."""
    kind = registry.get(question.type)
    try:
        value = kind.coerce(question, given)
    except Invalid as invalid:
        return ABSENT, [_problem(question.key, invalid)]
    if value is ABSENT:
        return ABSENT, []
    wrong = kind.check(question, value, context)
    return value, [_problem(question.key, invalid) for invalid in wrong]


def _problem(key: str, invalid: Invalid) -> Problem:
    return Problem(key, invalid.code, invalid.part, invalid.params)


def _is_required(question: Question, seen: dict) -> bool:
    return question.required or bool(question.required_if and question.required_if.holds(seen))
