"""The territories that the establishment serves, with whom to reach in each."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field


@register
class TerritoriesBlock(OfferBlock):
    type_name = "territories"
    order = 70
    sample = {"heading": _("Territories served")}

    heading = heading_field()
    intro = text_field(_("Introduction"), rows=2, required=False)

    class Meta:
        icon = "site"
        label = _("Territories")
        group = _("For whom, where")
        description = _("Comes from the settings of requests: territories, teams and contacts.")

    def read(self, value, offer):
        return {"territories": offer.territories}

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["intro"])
        yield paper.items(
            (one.label, ", ".join(one.contact.lines) if one.contact else "")
            for one in offer.territories
        )
