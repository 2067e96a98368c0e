"""Questions and answers."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field, words_field


class AnswerBlock(blocks.StructBlock):
    question = words_field(_("Question"))
    answer = text_field(_("Answer"))


@register
class QuestionsBlock(OfferBlock):
    type_name = "questions"
    order = 180
    panel = ""
    sample = {
        "heading": _("Questions and answers"),
        "items": [{"question": _("Is it free?"), "answer": _("Yes.")}],
    }

    heading = heading_field()
    items = blocks.ListBlock(AnswerBlock(), label=_("Questions"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        group = _("More")
        description = _("What people often ask.")
