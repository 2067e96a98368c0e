"""How to reach the team: the page's contact point, or another."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field


@register
class ContactBlock(OfferBlock):
    type_name = "contact"
    order = 100
    panel = "back"
    sample = {"heading": _("Contact us")}

    heading = heading_field()
    intro = text_field(_("Introduction"), rows=2, required=False)
    contact = SnippetChooserBlock(
        "coorg_forms.ContactPoint",
        label=_("Contact point"),
        required=False,
        help_text=_("Empty: the contact point of the page."),
    )

    class Meta:
        icon = "mobile-alt"
        label = _("Contact")
        group = _("To ask")
        description = _("Telephone, mailbox and hours, from the contact points of the site.")

    def read(self, value, offer):
        return {"contact": offer.point(value["contact"])}

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["intro"])
        if contact := offer.point(value["contact"]):
            yield paper.contact(contact)
