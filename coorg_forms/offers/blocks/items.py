"""A list under its own heading, each item with or without a title."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field, words_field


class ItemBlock(blocks.StructBlock):
    title = words_field(_("Title"), required=False)
    text = text_field(_("Text"), rows=2)


@register
class ItemsBlock(OfferBlock):
    type_name = "items"
    order = 40
    sample = {"heading": _("What we do"), "items": [{"title": "", "text": _("First item")}]}

    heading = heading_field()
    intro = text_field(_("Introduction"), rows=2, required=False)
    items = blocks.ListBlock(ItemBlock(), label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("List")
        group = _("Presentation")
        description = _("A list always has a heading.")

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["intro"])
        yield paper.items((item["title"], item["text"]) for item in value["items"])
