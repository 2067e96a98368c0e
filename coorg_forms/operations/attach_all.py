"""Keep every file that came with one post, each looked at on its own."""

from collections.abc import Iterable

from coorg_forms.conf import settings
from coorg_forms.models import Draft
from coorg_forms.operations.attach import Refused, attach, too_big
from coorg_forms.questions import registry
from coorg_forms.questions.problems import Problem
from coorg_forms.questions.schema import Question

#: Name of a file field: this, then the question's key.
PREFIX = "form-file-"


def attach_all(
    *, draft: Draft | None, questions: Iterable[Question], files, too_large=()
) -> list[Problem]:
    """Keep the files that came for ``questions``; what is wrong with the others.

    Parts that no question declares are ignored.

    Arguments:
        files: the files of the post, by name of their field.
        too_large: ``(field, name)`` of those that were let go while they arrived.
    """
    problems = []
    for question in take_files(questions):
        problems += _too_large(too_large, question)
        problems += _attach(files.getlist(field_name(question)), question, draft)
    return problems


def take_files(questions: Iterable[Question]) -> list[Question]:
    """Those of ``questions`` that are answered by files."""
    return [question for question in questions if registry.get(question.type).takes_files]


def field_name(question: Question) -> str:
    return f"{PREFIX}{question.key}"


def _attach(uploads, question, draft) -> list[Problem]:
    problems = []
    for upload in uploads:
        try:
            attach(draft=draft, question=question, upload=upload)
        except Refused as refused:
            problems.append(refused.problem)
    return problems


def _too_large(too_large, question) -> list[Problem]:
    return [
        too_big(question, name, settings.LARGEST_UPLOAD + 1).problem
        for field, name in too_large
        if field == field_name(question)
    ]
