"""Examples of what was done, tagged by theme, audience and population."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field
from coorg_forms.offers.terms import TermsBlock

KINDS = {"themes": "Theme", "audiences": "Audience", "populations": "Population"}


class ExampleBlock(blocks.StructBlock):
    text = text_field(_("Example"), rows=2)
    themes = TermsBlock("Theme", label=_("Themes"))
    audiences = TermsBlock("Audience", label=_("Audiences"))
    populations = TermsBlock("Population", label=_("Populations"))


@register
class ExamplesBlock(OfferBlock):
    type_name = "examples"
    order = 120
    sample = {"heading": _("Examples"), "items": [{"text": _("A committee with partners.")}]}

    heading = heading_field()
    intro = text_field(_("Introduction"), rows=2, required=False)
    items = blocks.ListBlock(ExampleBlock(), label=_("Examples"))

    class Meta:
        icon = "tasks"
        label = _("Examples")
        group = _("What we do")
        description = _("What was done, tagged by theme, audience and population.")

    def read(self, value, offer):
        return {"examples": [{"text": i["text"], "tags": _tags(i, offer)} for i in value["items"]]}

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["intro"])
        yield paper.items(item["text"] for item in value["items"])


def _tags(item, offer) -> list[str]:
    return [label for name, model in KINDS.items() for label in offer.labels(model, item.get(name))]
