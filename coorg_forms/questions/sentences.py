"""Conditions as editors read them: « X » est « Y »."""

from django.utils.translation import gettext as _

from coorg_forms.questions.conditions import OPERATORS, Condition, Test
from coorg_forms.questions.schema import Schema
from coorg_forms.questions.written import quoted


def tell(condition: Condition, schema: Schema) -> str:
    """``condition`` in one clause, such as “Who asks” is “A school” or “A city”."""
    joiner = _(" or ") if condition.match == "any" else _(" and ")
    return joiner.join(_test(test, schema) for test in condition.tests)


def other_than(question: str, answers: str) -> str:
    return _("%(question)s is something else than %(answers)s") % {
        "question": question,
        "answers": answers,
    }


def _test(test: Test, schema: Schema) -> str:
    question, operator = schema.by_key.get(test.question), OPERATORS[test.op]
    about = quoted(question.label if question else test.question)
    if not operator.takes_value:
        return f"{about} {operator.label}"
    others = [o.label for o in question.options if o.key not in test.value] if question else []
    if test.op == "in" and 0 < len(others) < len(test.value):
        return other_than(about, listed(tuple(others)))
    labels = tuple(answer_label(question, key) for key in test.value)
    return f"{about} {operator.label} {listed(labels)}"


def answer_label(question, key: str) -> str:
    """The words of an answer, or its key when the question has it no more."""
    return question.option_labels.get(key, key) if question else key


def listed(labels: tuple[str, ...]) -> str:
    """Quoted labels, joined by “or”."""
    return _(" or ").join(quoted(label) for label in labels)
