"""The way to the form of the page, showing whether it is open."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field, words_field


@register
class CallToActionBlock(OfferBlock):
    type_name = "call_to_action"
    order = 75
    panel = "cover"
    sample = {"heading": _("To make a request"), "button": _("Make a request for support")}

    heading = heading_field()
    text = text_field(_("Text"), rows=2, required=False)
    button = words_field(_("Words of the button"), help_text=_("Say what it leads to."))

    class Meta:
        icon = "form"
        label = _("Call to action")
        group = _("To ask")
        description = _("Leads to the form of the page and shows whether it is open.")

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["text"])
        if code := offer.form_code:
            yield paper.code(code, value["button"])
        contact = offer.point()
        if contact and not offer.has_contact_part:
            yield paper.contact(contact)
