"""A statement to confirm: one box that must be ticked. It is not a consent."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.registry import register
from coorg_forms.questions.schema import Option
from coorg_forms.questions.types.choice import ChoiceType


@register
class Declaration(ChoiceType):
    name = "declaration"
    order = 170
    label = _("Declaration")
    icon = "check"
    group = _("Legal")
    description = _("One box to tick, such as “I make this request on behalf of the group”.")
    has_options = False
    can_be_prefilled = False
    is_group = False
    label_is_choice = True
    empty_code = "empty_declaration"
    template = "coorg_forms/public/questions/declaration.html"

    def fixed_options(self, value):
        """The question is its own and only option."""
        return [Option("yes", str(_("Confirmed")))]

    def paper(self, question):
        return {
            "look": "boxes",
            "round": False,
            "choices": [{"label": question.label, "line": False}],
        }

    def first_control(self, question, part=""):
        return f"id_{question.key}"
