"""Files to download, with their type and size."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from coorg_forms.offers.block import OfferBlock, heading_field, register, words_field


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = words_field(_("Title"), required=False, help_text=_("Empty: the title of the file."))


@register
class FilesBlock(OfferBlock):
    type_name = "files"
    order = 190
    panel = ""
    sample = {"heading": _("Documents"), "items": []}

    heading = heading_field()
    items = blocks.ListBlock(FileBlock(), label=_("Files"))

    class Meta:
        icon = "download"
        label = _("Files")
        group = _("More")
        description = _("Files to download, with their type and size.")
