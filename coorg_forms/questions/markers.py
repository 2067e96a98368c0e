"""What stands between questions in the builder: sections and statements."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PickedBlock(blocks.StructBlock):
    """A block that the picker shows as people will see it, with its description."""

    is_previewable = True

    def get_preview_template(self, value, context=None):
        return "coorg_forms/editor/question_preview.html"

    def get_preview_context(self, value, parent_context=None):
        return {**(parent_context or {}), "template": "coorg_forms/editor/marker_preview.html"}


class SectionBlock(PickedBlock):
    title = blocks.CharBlock(label=_("Title of the section"), max_length=150, default="")
    text = blocks.TextBlock(label=_("Introduction"), required=False, default="", rows=3)

    class Meta:
        icon = "title"
        label = _("Section")
        group = _("Layout")
        description = _("Starts a new part of the form.")
        label_format = "{title}"


class StatementBlock(PickedBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=150, required=False, default="")
    text = blocks.TextBlock(label=_("Text"), default="", rows=3)

    class Meta:
        icon = "info-circle"
        label = _("Statement")
        group = _("Layout")
        description = _("A few sentences between two questions.")
        label_format = "{title} {text}"
