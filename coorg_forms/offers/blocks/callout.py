"""One sentence that stands out."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.offers.block import OfferBlock, register, text_field


@register
class CalloutBlock(OfferBlock):
    type_name = "callout"
    order = 30
    panel = "flap"
    sample = {"text": _("Social problems are collective, and so are their solutions!")}

    text = text_field(_("Text"), rows=2)

    class Meta:
        icon = "pick"
        label = _("Call-out")
        group = _("Presentation")
        description = _("One sentence that stands out.")

    def print(self, value, offer, paper):
        yield paper.paragraph(value["text"], look="callout")
