"""Whom the service is for: a card per audience, named as the site names it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field
from coorg_forms.offers.terms import TermBlock


class AudienceBlock(blocks.StructBlock):
    audience = TermBlock("Audience", label=_("Audience"))
    text = text_field(_("For them"), rows=2, required=False)


@register
class AudiencesBlock(OfferBlock):
    type_name = "audiences"
    order = 60
    panel = "flap"
    sample = {
        "heading": _("Who is it for?"),
        "items": [{"audience": _("Municipalities"), "text": _("What we do with them.")}],
    }

    heading = heading_field()
    intro = text_field(_("Introduction"), rows=2, required=False)
    items = blocks.ListBlock(AudienceBlock(), label=_("Audiences"))

    class Meta:
        icon = "group"
        label = _("Audiences")
        group = _("For whom, where")
        description = _("A card per audience. Names come from the settings of requests.")

    def read(self, value, offer):
        return {"cards": list(self._cards(value, offer))}

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["intro"])
        yield paper.items((card["title"], card["text"]) for card in self._cards(value, offer))

    def _cards(self, value, offer):
        for item in value["items"]:
            for label in offer.labels("Audience", [item["audience"]]):
                yield {"title": label, "text": item["text"]}
