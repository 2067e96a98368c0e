"""A picture with its alternative in words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from coorg_forms.offers.block import OfferBlock, register, words_field


@register
class PictureBlock(OfferBlock):
    type_name = "picture"
    order = 200
    panel = ""

    image = ImageChooserBlock(label=_("Picture"))
    alternative = words_field(
        _("Alternative"), required=False, help_text=_("What the picture says, in words.")
    )
    decorative = blocks.BooleanBlock(
        label=_("Decorative"), required=False, help_text=_("It says nothing that matters.")
    )
    caption = words_field(_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        group = _("More")
        description = _("A picture, and what it says in words.")
        preview_template = None

    @property
    def is_previewable(self):
        return False
