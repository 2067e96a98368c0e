"""Lists of short words: values, professional roles, professional actions."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field, words_field


class WordsBlock(OfferBlock):
    """Short words under a heading; the heading cannot be left out."""

    template = "coorg_forms/offer/blocks/words.html"
    panel = "back"

    heading = heading_field()
    intro = text_field(_("Introduction"), rows=2, required=False)
    items = blocks.ListBlock(words_field(_("Words")), label=_("Words"))

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["intro"])
        yield paper.words(value["items"])


@register
class ValuesBlock(WordsBlock):
    type_name = "values"
    order = 130
    sample = {"heading": _("Our values"), "items": [_("Respect"), _("Solidarity")]}

    class Meta:
        icon = "pick"
        label = _("Values")
        group = _("What we do")
        description = _("The values that guide the work.")


@register
class RolesBlock(WordsBlock):
    type_name = "roles"
    order = 140
    sample = {"heading": _("Professional roles"), "items": [_("Mobilize"), _("Connect")]}

    class Meta:
        icon = "group"
        label = _("Professional roles")
        group = _("What we do")
        description = _("What organizers are to a community.")


@register
class ActionsBlock(WordsBlock):
    type_name = "actions"
    order = 150
    sample = {"heading": _("Professional actions"), "items": [_("Facilitation"), _("Training")]}

    class Meta:
        icon = "cogs"
        label = _("Professional actions")
        group = _("What we do")
        description = _("What organizers do, in one or two words each.")
