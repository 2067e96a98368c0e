"""What mentions a question outside of its own block: conditions, mails, columns of the inbox."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from coorg_forms.models.texts import mentioned_placeholders
from coorg_forms.questions.changes import Change
from coorg_forms.questions.roles import ROLES
from coorg_forms.questions.schema import Question, Schema
from coorg_forms.questions.written import quoted

#: Placeholder → role of the question that it is read from.
PLACEHOLDER_ROLES = {"first_name": "name"}


def uses(change: Change, after: Schema, texts: Mapping[str, str]) -> list[str]:
    """What a change touches elsewhere, in sentences.

    Arguments:
        after: the form as it will be.
        texts: its texts by name, as ``TEXTS`` lists them.
    """
    return list(_uses(change, after, texts)) if change.kind != "moved" else []


def _uses(change: Change, after: Schema, texts: Mapping[str, str]) -> Iterator[str]:
    question = change.before or change.question
    yield from _conditions(question, after)
    if change.kind == "removed":
        yield _("Its column stays in exports, for the requests that answered it.")
        yield from _role(question, after)
    if change.kind in ("removed", "now_optional"):
        yield from _mails(question, after, texts)
    if change.kind == "options_removed":
        yield _("Earlier requests keep these answers; filters and counts by them go on.")


def _conditions(question: Question, after: Schema) -> Iterator[str]:
    """The questions that depend on it."""
    for other in after.questions:
        conditions = filter(None, (other.show_if, other.required_if))
        if any(test.question == question.key for one in conditions for test in one.tests):
            yield _("A condition of %(question)s is about it.") % {"question": quoted(other.label)}


def _role(question: Question, after: Schema) -> Iterator[str]:
    if question.role and question.role not in after.by_role:
        yield _("The inbox reads “%(use)s” from it: it will be blank.") % {
            "use": ROLES[question.role]
        }


def _mails(question: Question, after: Schema, texts: Mapping[str, str]) -> Iterator[str]:
    if question.role == "email" and question.role not in after.by_role:
        yield _("The acknowledgement is sent to this address: it will not leave any more.")
    for placeholder, role in PLACEHOLDER_ROLES.items():
        if question.role == role and _is_said(placeholder, texts):
            yield _("The acknowledgement says [%(placeholder)s], which is read from it.") % {
                "placeholder": _("first name")
            }


def _is_said(placeholder: str, texts: Mapping[str, str]) -> bool:
    return any(placeholder in mentioned_placeholders(text) for text in texts.values())
