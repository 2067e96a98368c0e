"""A short sentence that people remember."""

from django.utils.translation import gettext_lazy as _

from coorg_forms.offers.block import OfferBlock, register, words_field


@register
class SloganBlock(OfferBlock):
    type_name = "slogan"
    order = 10
    panel = "cover"
    sample = {"text": _("Acting together")}

    text = words_field(
        _("Slogan"), help_text=_("In sentence case: capitals are a matter of style.")
    )

    class Meta:
        icon = "openquote"
        label = _("Slogan")
        group = _("Presentation")
        description = _("A short sentence that people remember.")

    def print(self, value, offer, paper):
        yield paper.paragraph(value["text"], look="slogan")
