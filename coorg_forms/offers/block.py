"""A block of the offer page: what the editor fills in, the words of its page and of its leaflet.

One class and one template hold all that is known of a block. Importing it registers it.
"""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.offers.sample import SampleFacts

_classes: dict[str, type["OfferBlock"]] = {}


def register(cls: type["OfferBlock"]) -> type["OfferBlock"]:
    """Add a block; usable as a class decorator.

    Raises:
        ValueError: another class already has this name.
    """
    if _classes.setdefault(cls.type_name, cls) is not cls:
        raise ValueError(f"the offer block {cls.type_name!r} is registered twice")
    return cls


def all_blocks() -> list[tuple[str, "OfferBlock"]]:
    """``(name, block)`` of every block, in the order of the picker."""
    ordered = sorted(_classes.values(), key=lambda cls: cls.order)
    return [(cls.type_name, cls()) for cls in ordered]


class OfferBlock(blocks.StructBlock):
    """One part of the page.

    Every text child has ``default=""``: wagtail-localize cannot read an absent text.
    """

    type_name = ""
    """Stored for ever."""
    order = 500
    """Place in the picker."""
    panel = "inside"
    """Where it stands on a folded leaflet: ``cover``, ``flap``, ``inside``, ``back``; empty: on
    the screen only."""
    sample: dict = {}
    """Shown in the picker."""
    template = ""
    """Empty: ``coorg_forms/offer/blocks/<type_name>.html``."""

    def read(self, value, offer) -> dict:
        """What the template is given besides ``value`` and ``offer``."""
        return {}

    def print(self, value, offer, paper) -> Iterator[dict]:
        """The same on paper: nodes made by ``paper`` (``offers.paper.Paper``)."""
        yield from ()

    def heading_of(self, value) -> str:
        return value.get("heading", "")

    def get_template(self, value=None, context=None):
        return self.template or f"coorg_forms/offer/blocks/{self.type_name}.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        if not hasattr(context.get("offer"), "notes"):
            context["offer"] = SampleFacts()
        return {**context, **self.read(value, context["offer"])}

    def get_preview_value(self):
        return self.to_python(_raw(self.sample))

    def get_preview_template(self, value, context=None):
        return "coorg_forms/offer/preview.html"


def _raw(sample):
    """A sample as it would be stored: translated words are text by now."""
    if isinstance(sample, dict):
        return {name: _raw(value) for name, value in sample.items()}
    if isinstance(sample, list):
        return [_raw(value) for value in sample]
    return sample if isinstance(sample, int) else str(sample)


def heading_field(default="", required=True) -> blocks.CharBlock:
    return blocks.CharBlock(label=_("Heading"), default=default, max_length=150, required=required)


def words_field(label, default="", **kwargs) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, default=default, max_length=250, **kwargs)


def text_field(label, rows=3, **kwargs) -> blocks.TextBlock:
    return blocks.TextBlock(label=label, default="", rows=rows, **kwargs)
