"""Another programme of the team, with its own contact, calendar and page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from coorg_forms.offers.block import OfferBlock, heading_field, register, text_field, words_field
from coorg_forms.questions.dates import written_date


class DateEntryBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("Date"), required=False)
    text = words_field(_("What happens then"))


@register
class ProgrammeBlock(OfferBlock):
    type_name = "programme"
    order = 170
    sample = {"heading": _("A program"), "text": _("What it is for."), "tasks": []}

    heading = heading_field()
    text = text_field(_("What it is for"))
    tasks_heading = words_field(_("Heading of the list"), required=False)
    tasks = blocks.ListBlock(
        text_field(_("Task"), rows=2), label=_("What the team does in it"), default=[]
    )
    contact = SnippetChooserBlock("coorg_forms.ContactPoint", label=_("Contact"), required=False)
    calendar = blocks.ListBlock(DateEntryBlock(), label=_("Calendar"), default=[])
    page = blocks.PageChooserBlock(label=_("Page of the program, or its form"), required=False)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Program")
        group = _("What we do")
        description = _("A program with its own contact, calendar and page.")

    def read(self, value, offer):
        return {
            "contact": offer.point(value["contact"]) if value["contact"] else None,
            "link": offer.linked(value["page"]),
            "calendar": list(_calendar(value, offer)),
        }

    def print(self, value, offer, paper):
        yield paper.heading(value["heading"])
        yield from paper.paragraphs(value["text"])
        if value["tasks"]:
            yield paper.paragraph(value["tasks_heading"], look="lead")
            yield paper.items(value["tasks"])
        if dates := list(_calendar(value, offer)):
            yield paper.items((entry["date"], entry["text"]) for entry in dates)
        if value["contact"]:
            yield paper.contact(offer.point(value["contact"]))
        if code := offer.code_for(value["page"]):
            yield paper.code(code, value["heading"])


def _calendar(value, offer):
    for entry in value["calendar"]:
        day = entry["date"]
        yield {
            "day": day,
            "date": written_date(day, offer.language) if day else "",
            "text": entry["text"],
        }
