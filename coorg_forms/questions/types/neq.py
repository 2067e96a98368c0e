"""The Québec enterprise number (NEQ). A doubtful one gets a warning, never a refusal."""

import re

from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text, too_long
from coorg_forms.questions.registry import register

_USUAL = re.compile(r"(11|22|33|88)\d{8}", re.ASCII)


@register
class EnterpriseNumber(QuestionType):
    name = "neq"
    order = 150
    seconds = 30
    label = _("Québec enterprise number (NEQ)")
    icon = "site"
    group = _("Contact")
    description = _("Ten digits. A doubtful number gets a warning and is accepted.")
    empty_code = "empty_text"
    can_be_unsure = True
    template = "coorg_forms/public/questions/number.html"

    def coerce(self, question, raw):
        text = as_text(raw)
        digits = re.sub(r"[\s.-]", "", text)
        return (digits if digits.isdigit() else text) or ABSENT

    def check(self, question, value, context):
        return too_long(value, 40)

    def warn(self, question, value):
        if not _USUAL.fullmatch(value):
            yield Invalid("odd_neq")

    def search_text(self, question, value):
        return value
