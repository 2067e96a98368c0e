"""Footnotes, linked both ways with the places that refer to them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field


@register
class FootnotesBlock(OfferBlock):
    """On paper each note stands at the foot of the page that refers to it."""

    type_name = "footnotes"
    order = 210
    panel = ""
    sample = {"heading": _("Notes"), "items": []}

    heading = heading_field()
    items = blocks.ListBlock(
        text_field(_("Note"), rows=2),
        label=_("Notes"),
        help_text=_("Write [1] in any text of the page to refer to the first note."),
    )

    class Meta:
        icon = "superscript"
        label = _("Footnotes")
        group = _("More")
        description = _("Write [1] in a text to refer to the first note.")
