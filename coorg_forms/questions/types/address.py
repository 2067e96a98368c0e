"""A civic address in Canada: street, city, province, postal code, each in its field.

Source of the postal code's form: Canada Post, by way of ``django-localflavor``.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from localflavor.ca.forms import CAPostalCodeField

from coorg_forms.questions.keys import fold
from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text, too_long
from coorg_forms.questions.registry import register

PARTS = ("street", "city", "province", "postal")
NEEDED = ("street", "city", "postal")
LONGEST = 150
PROVINCES = {
    "AB": _("Alberta"),
    "BC": _("British Columbia"),
    "MB": _("Manitoba"),
    "NB": _("New Brunswick"),
    "NL": _("Newfoundland and Labrador"),
    "NS": _("Nova Scotia"),
    "NT": _("Northwest Territories"),
    "NU": _("Nunavut"),
    "ON": _("Ontario"),
    "PE": _("Prince Edward Island"),
    "QC": _("Québec"),
    "SK": _("Saskatchewan"),
    "YT": _("Yukon"),
}
AUTOCOMPLETE = {
    "street": "street-address",
    "city": "address-level2",
    "province": "address-level1",
    "postal": "postal-code",
}


@register
class Address(QuestionType):
    name = "address"
    order = 105
    seconds = 30
    label = _("Address")
    icon = "home"
    group = _("Contact")
    description = _("Street, city, province and postal code of Canada.")
    empty_code = "empty_address"
    empty_part = "street"
    can_be_unsure = True
    can_be_prefilled = False
    template = "coorg_forms/public/questions/address.html"
    is_group = True

    def read(self, question, data):
        return {part: data.get(f"{question.key}-{part}", "") for part in PARTS}

    def is_given(self, raw):
        """The province stands there in advance: alone it says nothing."""
        parts = _parts(raw)
        return any(parts[part] for part in NEEDED)

    def coerce(self, question, raw):
        parts = _parts(raw)
        if not self.is_given(raw):
            return ABSENT
        for part in NEEDED:
            if not parts[part]:
                raise Invalid(f"missing_{part}", part)
        parts["province"] = parts["province"] if parts["province"] in PROVINCES else "QC"
        parts["postal"] = _postal_code(parts["postal"])
        return parts

    def check(self, question, value, context):
        for part in ("street", "city"):
            for problem in too_long(value[part], LONGEST):
                yield Invalid(problem.code, part, **problem.params)

    def selected(self, value):
        return (value["postal"],)

    def display(self, question, value):
        parts = _parts(value)
        city = " ".join(filter(None, (parts["city"], f"({PROVINCES.get(parts['province'], '')})")))
        return [line for line in (parts["street"], f"{city}\u00a0\u00a0{parts['postal']}") if line]

    def search_text(self, question, value):
        return " ".join(value[part] for part in ("street", "city", "postal"))

    def draw(self, question, raw):
        parts = _parts(raw)
        return {
            "parts": {**parts, "province": parts["province"] or "QC"},
            "provinces": sorted(PROVINCES.items(), key=lambda pair: fold(str(pair[1]))),
            "autocomplete": AUTOCOMPLETE,
        }

    def paper(self, question):
        return {
            "look": "parts",
            "parts": [
                str(_("Number and street")),
                str(_("City")),
                str(_("Postal code")),
            ],
        }

    def first_control(self, question, part=""):
        return f"id_{question.key}-{part or 'street'}"


def _parts(raw) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        raw = {"street": raw}
    return {part: " ".join(as_text(raw.get(part, "")).split()) for part in PARTS}


def _postal_code(text: str) -> str:
    """``J8X 1A1``, from any case and with or without its space or a hyphen."""
    try:
        return CAPostalCodeField().clean(text.replace("-", " ").strip())
    except ValidationError:
        raise Invalid("bad_postal", "postal") from None
