"""The criteria by which requests are evaluated, published with their weights."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field, words_field
from coorg_forms.offers.criteria import published


class CriterionBlock(blocks.StructBlock):
    label = words_field(_("Criterion"))
    question = text_field(_("What is asked"), rows=2, required=False)
    weight = blocks.IntegerBlock(label=_("Weight, in percent"), min_value=0, max_value=100)


@register
class CriteriaBlock(OfferBlock):
    """Fills itself from the evaluation grid in force, once there is one."""

    type_name = "criteria"
    order = 90
    sample = {
        "heading": _("How requests are evaluated"),
        "items": [{"label": _("Reach"), "question": _("Who benefits?"), "weight": 100}],
    }

    heading = heading_field()
    intro = text_field(_("Introduction"), required=False)
    items = blocks.ListBlock(
        CriterionBlock(),
        label=_("Criteria"),
        default=[],
        help_text=_(
            "Shown only while the service has no evaluation grid in force: the page and its "
            "leaflet follow the grid, in every language."
        ),
    )
    note = text_field(_("Below the criteria"), rows=2, required=False)

    class Meta:
        icon = "check"
        label = _("Evaluation criteria")
        group = _("To ask")
        description = _("What requests are evaluated by, and how much each criterion counts.")

    def read(self, value, offer):
        return {"criteria": published(value, offer)}

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["intro"])
        yield paper.table(
            [_("Criterion"), _("Weight")],
            [(one.label, one.weight_words) for one in published(value, offer)],
        )
        yield from paper.paragraphs(value["note"])
