"""A consent: always optional, never given in advance, asked apart from the rest.

Source: Act respecting Access (A-2.1), section 53.1: free, informed, specific, separate.
"""

from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.registry import register
from coorg_forms.questions.schema import Option
from coorg_forms.questions.types.choice import ChoiceType


@register
class Consent(ChoiceType):
    name = "consent"
    order = 160
    label = _("Consent")
    icon = "thumbtack"
    group = _("Legal")
    description = _(
        "Optional by law and never ticked in advance. Without options, a single box to tick."
    )
    roles = ("referral_consent",)
    can_be_required = False
    can_be_prefilled = False

    def fixed_options(self, value):
        """A single box when the editor lists no options."""
        return [] if value.get("options") else [Option("yes", str(_("I agree")))]

    def draw(self, question, raw):
        context = super().draw(question, raw)
        if len(question.options) == 1:
            context["control"] = "checkbox"
        return context
