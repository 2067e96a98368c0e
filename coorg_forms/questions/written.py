"""Conditions in the words of the form, for people without scripts and for editors."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coorg_forms.questions.conditions import OPERATORS, Condition, Test
from coorg_forms.questions.schema import Question, Schema


@dataclass(frozen=True)
class WrittenCondition:
    answers: str
    """The answers that it is about, quoted and joined."""
    negated: bool = False
    """It holds for every other answer: "unless you answered …"."""

    @property
    def sentence(self) -> str:
        """Introduces a question that the condition shows."""
        words = (
            _("Unless you answered %(answers)s:")
            if self.negated
            else _("If you answered %(answers)s:")
        )
        return words % {"answers": self.answers}

    @property
    def optional(self) -> str:
        """Stands beside a question that the condition makes required."""
        words = (
            _("(optional only if you answered %(answers)s)")
            if self.negated
            else _("(optional, unless you answered %(answers)s)")
        )
        return words % {"answers": self.answers}


def optional(question: Question, schema: Schema) -> str:
    """What marks a question that may stay empty; empty for a required one."""
    if question.required or (question.required_if and question.required_if == question.show_if):
        return ""
    if question.required_if is None:
        return _("(optional)")
    return write(question.required_if, schema).optional


def write(condition: Condition, schema: Schema) -> WrittenCondition:
    """``condition`` in words, told by the answers left out when these are fewer."""
    if len(condition.tests) == 1 and (left_out := _left_out(condition.tests[0], schema)):
        return WrittenCondition(left_out, negated=True)
    joiner = _(" or ") if condition.match == "any" else _(" and ")
    return WrittenCondition(joiner.join(_test(test, schema) for test in condition.tests))


def _left_out(test: Test, schema: Schema) -> str:
    question = schema.by_key.get(test.question)
    if test.op != "in" or question is None:
        return ""
    others = [option.label for option in question.options if option.key not in test.value]
    return _either(others) if len(others) < len(test.value) else ""


def _test(test: Test, schema: Schema) -> str:
    question = schema.by_key.get(test.question)
    labels = question.option_labels if question else {}
    if OPERATORS[test.op].takes_value:
        answers = _either([labels.get(key, key) for key in test.value])
        return (
            _("something else than %(answers)s") % {"answers": answers}
            if test.op == "is_not"
            else answers
        )
    words = (
        _("the question %(question)s") if test.op == "answered" else _("nothing to %(question)s")
    )
    return words % {"question": quoted(question.label if question else test.question)}


def _either(labels: list[str]) -> str:
    return _(" or ").join(quoted(label) for label in labels)


def quoted(text: str) -> str:
    """``text`` in the quotation marks of the language in force."""
    if (get_language() or "").startswith("fr"):
        return f"«\u00a0{text}\u00a0»"
    return f"“{text}”"
