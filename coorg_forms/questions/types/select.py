"""One answer from a long list."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.registry import register
from coorg_forms.questions.types.choice import ChoiceType


@register
class Select(ChoiceType):
    name = "select"
    order = 50
    label = _("Choice in a list")
    icon = "list-ul"
    group = _("Choices")
    description = _("One answer from a long list that unfolds.")
    is_group = False
    template = "coorg_forms/public/questions/select.html"

    def first_control(self, question, part=""):
        return f"id_{question.key}-text" if part == "text" else f"id_{question.key}"
