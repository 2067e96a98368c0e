"""A telephone number with its extension."""

import re
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.phones import PhoneNumber, parse_phone
from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text
from coorg_forms.questions.registry import register


@register
class Phone(QuestionType):
    name = "phone"
    order = 110
    seconds = 15
    label = _("Telephone with extension")
    icon = "mobile-alt"
    group = _("Contact")
    description = _("Any way of writing it is understood; the extension has its own field.")
    roles = ("phone",)
    empty_code = "empty_phone"
    template = "coorg_forms/public/questions/phone.html"
    is_group = True

    def read(self, question, data):
        return {
            "number": data.get(f"{question.key}-number", ""),
            "extension": data.get(f"{question.key}-extension", ""),
        }

    def coerce(self, question, raw):
        typed = _parts(raw)
        number, extension = typed["number"], re.sub(r"[^0-9]", "", typed["extension"])
        if not number and not typed["extension"]:
            return ABSENT
        if typed["extension"] and not 1 <= len(extension) <= 7:
            raise Invalid("bad_extension", "extension")
        phone = parse_phone(number, extension)
        if phone is None:
            raise Invalid("bad_phone", "number")
        return {"number": phone.number, "extension": phone.extension}

    def selected(self, value):
        return (value["number"],)

    def display(self, question, value):
        parts = _parts(value)
        return [PhoneNumber(parts["number"], parts["extension"]).written(get_language() or "fr")]

    def draw(self, question, raw):
        return {
            "parts": _parts(raw),
            "autocomplete": {"number": "tel", "extension": "tel-extension"}
            if question.role == "phone"
            else {},
        }

    def paper(self, question):
        return {"look": "parts", "parts": [str(_("Number")), str(_("Extension"))]}

    def first_control(self, question, part=""):
        return f"id_{question.key}-{part or 'number'}"


def _parts(raw) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        raw = {"number": raw}
    return {part: as_text(raw.get(part, "")) for part in ("number", "extension")}
