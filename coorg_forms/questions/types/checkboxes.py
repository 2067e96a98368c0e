"""Several answers, with a smallest and a largest number of them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.registry import register
from coorg_forms.questions.types.choice import ChoiceType


@register
class Checkboxes(ChoiceType):
    name = "checkboxes"
    order = 40
    label = _("Several choices")
    icon = "tasks"
    group = _("Choices")
    description = _("Boxes to tick, with a smallest and a largest number if needed.")
    multiple = True
    roles = ("theme",)
    seconds = 10
    empty_code = "empty_choices"

    def own_children(self):
        return [
            (
                "fewest",
                blocks.IntegerBlock(label=_("At least"), required=False, min_value=1),
            ),
            (
                "most",
                blocks.IntegerBlock(label=_("At most"), required=False, min_value=1),
            ),
        ]

    def check(self, question, value, context):
        chosen = len(self.selected(value))
        fewest, most = question.settings.get("fewest"), question.settings.get("most")
        if fewest and chosen < fewest:
            yield Invalid("too_few", limit=fewest)
        if most and chosen > most:
            yield Invalid("too_many", limit=most, chosen=chosen)
        yield from super().check(question, value, context)
