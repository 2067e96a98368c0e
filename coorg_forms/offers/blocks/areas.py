"""The areas of action, as cards."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.offers.block import register
from coorg_forms.offers.blocks.items import ItemsBlock


@register
class AreasBlock(ItemsBlock):
    type_name = "areas"
    order = 110
    sample = {
        "heading": _("Areas of action"),
        "items": [
            {"title": _("Community organizations"), "text": _("Tools for their mission.")},
            {"title": _("Local development"), "text": _("Living conditions of an area.")},
        ],
    }

    class Meta:
        icon = "clipboard-list"
        label = _("Areas of action")
        group = _("What we do")
        description = _("Each area has a title and a sentence.")
