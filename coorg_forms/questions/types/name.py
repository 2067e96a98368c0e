"""A person's name, in two parts: given name and family name.

No title, no forced case; one letter is enough and the family name may be empty.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text, too_long
from coorg_forms.questions.registry import register

PARTS = ("given", "family")
MAX_LENGTH = 100


@register
class Name(QuestionType):
    name = "name"
    order = 90
    label = _("Name of a person")
    icon = "user"
    group = _("Contact")
    description = _("First name and last name, each in its field.")
    roles = ("name",)
    empty_code = "empty_given"
    empty_part = "given"
    template = "coorg_forms/public/questions/name.html"
    is_group = True

    def read(self, question, data):
        return {part: data.get(f"{question.key}-{part}", "") for part in PARTS}

    def coerce(self, question, raw):
        parts = _parts(raw)
        if not any(parts.values()):
            return ABSENT
        if not parts["given"]:
            raise Invalid("empty_given", "given")
        return parts

    def check(self, question, value, context):
        for part in PARTS:
            for problem in too_long(value[part], MAX_LENGTH):
                yield Invalid(problem.code, part, **problem.params)

    def selected(self, value):
        return (value["given"],)

    def display(self, question, value):
        return [" ".join(filter(None, _parts(value).values()))]

    def draw(self, question, raw):
        mine = question.role == "name"
        return {
            "parts": _parts(raw),
            "autocomplete": {"given": "given-name", "family": "family-name"} if mine else {},
        }

    def paper(self, question):
        return {"look": "parts", "parts": [str(_("First name")), str(_("Last name"))]}

    def first_control(self, question, part=""):
        return f"id_{question.key}-{part or 'given'}"


def _parts(raw) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        raw = {"given": raw}
    return {part: " ".join(as_text(raw.get(part, "")).split()) for part in PARTS}
