"""An email address."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text
from coorg_forms.questions.registry import register


@register
class Email(QuestionType):
    name = "email"
    order = 100
    seconds = 15
    label = _("Email address")
    icon = "mail"
    group = _("Contact")
    description = _("Checked for its form; the acknowledgement goes there.")
    roles = ("email",)
    empty_code = "empty_email"
    template = "coorg_forms/public/questions/email.html"

    def coerce(self, question, raw):
        value = "@".join(part.strip() for part in as_text(raw).split("@"))
        if not value:
            return ABSENT
        try:
            validate_email(value)
        except ValidationError:
            raise Invalid("bad_email") from None
        if len(value) > 254:
            raise Invalid("bad_email")
        return value

    def draw(self, question, raw):
        return {
            "value": as_text(raw),
            "autocomplete": "email" if question.role == "email" else "",
        }
