"""What a correction changes, in words: the answer that was sent, and the one instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coorg_forms.questions import answers, registry
from coorg_forms.questions.correction import Change
from coorg_forms.questions.schema import Question, Schema


@dataclass(frozen=True)
class ChangeLine:
    """One answer. No line stands for no answer."""

    label: str
    before: list[str]
    after: list[str]
    personal: bool = False
    """Shown to staff who see contact information, and not repeated to whoever asked."""
    are_choices: bool = False


def change_lines(changes: Iterable[Change], words: Schema) -> list[ChangeLine]:
    """``changes`` in the words of the form ``words``, in the language in force."""
    return [_line(words.by_key.get(one.question.key, one.question), one) for one in changes]


def changes_of(schema: Schema, before: Mapping, after: Mapping, personal: Mapping) -> list[Change]:
    """The changes that an amendment keeps, in the order of the form.

    Arguments:
        before, after: question key → answer, not personal.
        personal: question key → new personal answer, None for one that goes.
    """
    keys = {*before, *after, *personal}
    return [
        Change(question, before.get(key), (after | personal).get(key))
        for question in schema.questions
        if (key := question.key) in keys
    ]


def _line(question: Question, change: Change) -> ChangeLine:
    kind = registry.get(question.type)
    return ChangeLine(
        question.label,
        _in_words(question, change.before),
        _in_words(question, change.after),
        personal=question.personal,
        are_choices=kind.is_choice or bool(question.parts),
    )


def _in_words(question: Question, answer) -> list[str]:
    return [] if answer is None else answers.display(question, answer)
