"""A heading and its text: a definition, a mission, a context."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register


@register
class TextBlock(OfferBlock):
    type_name = "text"
    order = 20
    panel = "flap"
    sample = {
        "heading": _("What is it?"),
        "text": _("A professional practice of collective actions."),
    }

    heading = heading_field()
    text = blocks.RichTextBlock(
        label=_("Text"), default="", features=["h3", "bold", "italic", "ul", "ol", "link"]
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text with a heading")
        group = _("Presentation")
        description = _("A definition, a mission, a context. A heading may be a question.")

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.rich(value["text"].source)
