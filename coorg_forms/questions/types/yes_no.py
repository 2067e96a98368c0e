"""Yes or no, with « I don’t know » if the editor wishes."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.registry import register
from coorg_forms.questions.schema import Option
from coorg_forms.questions.types.choice import ChoiceType


@register
class YesNo(ChoiceType):
    name = "yes_no"
    order = 60
    label = _("Yes or no")
    icon = "help"
    group = _("Choices")
    description = _("Two answers, and “I don’t know” when a newcomer could be stuck.")
    has_options = False

    def own_children(self):
        return [
            (
                "unsure",
                blocks.BooleanBlock(label=_("Offer “I don’t know”"), required=False),
            )
        ]

    def fixed_options(self, value):
        """The options are the same everywhere: only the third one is the editor's choice."""
        options = [Option("yes", str(_("Yes"))), Option("no", str(_("No")))]
        if value.get("unsure"):
            options.append(Option("unsure", str(_("I don’t know"))))
        return options
