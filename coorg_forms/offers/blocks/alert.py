"""A banner above the page, between two dates."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, register, text_field


@register
class AlertBlock(OfferBlock):
    type_name = "alert"
    order = 5
    panel = ""
    sample = {"text": _("Our offices are closed today because of the storm.")}

    text = text_field(_("Text"), rows=2)
    starts = blocks.DateBlock(label=_("From"), required=False)
    ends = blocks.DateBlock(label=_("Until"), required=False, help_text=_("This day included."))

    class Meta:
        icon = "warning"
        label = _("Alert")
        group = _("Presentation")
        description = _("A banner above the page, between two dates.")

    @staticmethod
    def is_shown(value, today=None) -> bool:
        today = today or timezone.localdate()
        starts, ends = value["starts"], value["ends"]
        return (starts is None or starts <= today) and (ends is None or today <= ends)
