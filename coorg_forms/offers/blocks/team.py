"""Who does the work, and whom the team reports to."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field


@register
class TeamBlock(OfferBlock):
    type_name = "team"
    order = 160
    panel = "back"
    sample = {"heading": _("Our team"), "members": [_("Community organizers")]}

    heading = heading_field()
    text = text_field(_("Mission, and whom the team reports to"), required=False)
    members = blocks.ListBlock(text_field(_("Members"), rows=2), label=_("Members"))

    class Meta:
        icon = "group"
        label = _("Team")
        group = _("What we do")
        description = _("Who does the work. By roles rather than by names.")

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["text"])
        yield paper.items(value["members"])
