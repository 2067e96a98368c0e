"""The address of a web page; the ``https://`` may be left out."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text
from coorg_forms.questions.registry import register

LONGEST = 500
_is_web_address = URLValidator(schemes=("http", "https"))


@register
class WebAddress(QuestionType):
    name = "url"
    order = 115
    label = _("Web address")
    icon = "link"
    group = _("Contact")
    description = _("The site or the page of a group; “www.example.ca” is enough.")
    empty_code = "empty_text"
    can_be_unsure = True
    template = "coorg_forms/public/questions/text.html"

    def coerce(self, question, raw):
        typed = as_text(raw)
        if not typed:
            return ABSENT
        address = typed if re.match(r"https?://", typed, re.IGNORECASE) else f"https://{typed}"
        try:
            _is_web_address(address)
        except ValidationError:
            raise Invalid("bad_url") from None
        if len(address) > LONGEST or "@" in address:
            raise Invalid("bad_url")
        return address

    def search_text(self, question, value):
        return value

    def draw(self, question, raw):
        return {"value": as_text(raw), "input_type": "url", "autocomplete": "off"}
