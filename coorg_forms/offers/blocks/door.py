"""The right door: where to go with a need that is not a group's, in one sentence each."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field, words_field


class SituationBlock(blocks.StructBlock):
    situation = words_field(_("Situation"))
    text = text_field(_("Where to go, in one sentence"), rows=2)
    contact = SnippetChooserBlock("coorg_forms.ContactPoint", label=_("Contact"), required=False)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)


@register
class DoorBlock(OfferBlock):
    type_name = "door"
    order = 50
    sample = {
        "heading": _("Are you at the right door?"),
        "items": [{"situation": _("A need of your own"), "text": _("Dial 811.")}],
    }

    heading = heading_field()
    items = blocks.ListBlock(SituationBlock(), label=_("Situations"))

    class Meta:
        icon = "login"
        label = _("Right door")
        group = _("For whom, where")
        description = _("Where to go with an individual need or a question on a program.")

    def read(self, value, offer):
        return {"situations": list(_situations(value, offer))}

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield paper.items(
            (
                one["situation"],
                " ".join([one["text"], *(one["contact"].lines if one["contact"] else [])]),
            )
            for one in _situations(value, offer)
        )


def _situations(value, offer):
    for item in value["items"]:
        yield {
            "situation": item["situation"],
            "text": item["text"],
            "contact": offer.point(item["contact"]) if item["contact"] else None,
            "link": offer.linked(item["page"]),
        }
