"""One answer among a few, all in sight."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.registry import register
from coorg_forms.questions.types.choice import ChoiceType


@register
class Radio(ChoiceType):
    name = "radio"
    order = 30
    label = _("One choice")
    icon = "radio-full"
    group = _("Choices")
    description = _("One answer among a few, all in sight. Nothing is chosen in advance.")
    roles = ("audience", "theme")
