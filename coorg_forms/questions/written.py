"""Conditions as sentences, for people without scripts and for editors."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coorg_forms.questions.conditions import OPERATORS, Condition
from coorg_forms.questions.schema import Schema


def condition_sentence(condition: Condition, schema: Schema) -> str:
    """``If you answered “By email”``: the condition in the words of the form."""
    joiner = _(" or ") if condition.match == "any" else _(" and ")
    return _("If you answered %(answers)s") % {
        "answers": joiner.join(_test(test, schema) for test in condition.tests)
    }


def _test(test, schema: Schema) -> str:
    question = schema.by_key.get(test.question)
    labels = question.option_labels if question else {}
    answers = _(" or ").join(quoted(labels.get(key, key)) for key in test.value)
    if test.op == "is_not":
        return _("something else than %(answers)s") % {"answers": answers}
    if not OPERATORS[test.op].takes_value:
        words = (
            _("the question %(question)s")
            if test.op == "answered"
            else _("nothing to %(question)s")
        )
        return words % {"question": quoted(question.label if question else test.question)}
    return answers


def quoted(text: str) -> str:
    """``text`` in the quotation marks of the language in force."""
    if (get_language() or "").startswith("fr"):
        return f"«\u00a0{text}\u00a0»"
    return f"“{text}”"
