"""How it works, one step after the other."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.offers.block import register
from coorg_forms.offers.blocks.items import ItemsBlock


@register
class StepsBlock(ItemsBlock):
    type_name = "steps"
    order = 80
    sample = {
        "heading": _("How it works"),
        "items": [
            {"title": _("You ask"), "text": _("In ten minutes.")},
            {"title": _("We read"), "text": _("Within five business days.")},
        ],
    }

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        group = _("To ask")
        description = _("How it works, one step after the other.")

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["intro"])
        yield paper.items(((i["title"], i["text"]) for i in value["items"]), numbered=True)
