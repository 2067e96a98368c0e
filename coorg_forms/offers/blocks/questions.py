"""Questions and answers."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field, words_field
from coorg_forms.offers.criteria import published


class AnswerBlock(blocks.StructBlock):
    question = words_field(_("Question"))
    answer = text_field(_("Answer"), required=False)
    criteria = blocks.BooleanBlock(
        label=_("Answer with the evaluation criteria"),
        required=False,
        help_text=_("Those of the evaluation grid in force, with their weights, below the answer."),
    )

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["answer"] and not cleaned["criteria"]:
            words = ValidationError(_("Write the answer, or let the criteria answer."))
            raise blocks.StructBlockValidationError(block_errors={"answer": words})
        return cleaned


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

    def read(self, value, offer):
        asked = any(item["criteria"] for item in value["items"])
        return {"criteria": published({"items": ()}, offer) if asked else []}
