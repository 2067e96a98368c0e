"""One question of each type, as the builder's picker shows it before it is chosen."""

from django.utils.translation import gettext as _

from coorg_forms.questions.question_type import QuestionType
from coorg_forms.questions.schema import Option, Question


def sample(kind: QuestionType) -> Question:
    """A question of ``kind`` with words that stand for the editor's own."""
    has_answers = kind.has_options or kind.options_from
    options = tuple(Option(f"answer-{number}", words) for number, words in _answers())
    fixed = tuple(kind.fixed_options({})) if hasattr(kind, "fixed_options") else ()
    return Question(
        key=f"sample_{kind.name}",
        type=kind.name,
        label=_("Your question"),
        help=_("A short sentence that helps to answer."),
        required=True,
        options=fixed or (options if has_answers else ()),
        parts=tuple(_part(number, words) for number, words in _lines()),
    )


def _answers():
    return enumerate((_("First answer"), _("Second answer"), _("Third answer")), start=1)


def _lines():
    return enumerate((_("First line"), _("Second line")), start=1)


def _part(number: int, words: str) -> Question:
    return Question(key=f"line_{number}", type="text", label=words)
