"""The StreamField of an offer page; its migrations never change with the blocks."""

from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField

from coorg_forms.offers.block import all_blocks


class OfferStream(StreamBlock):
    """The flat list of the parts of an offer."""

    def __init__(self, local_blocks=None, **kwargs):
        import coorg_forms.offers.blocks  # noqa: F401  (registers them)

        super().__init__(local_blocks or all_blocks(), **kwargs)

    class Meta:
        collapsed = True


class OfferField(StreamField):
    """Takes no block list: it is built on first use, after every app is ready."""

    def __init__(self, *args, **kwargs):
        kwargs.pop("block_lookup", None)
        kwargs.setdefault("blank", True)
        super().__init__(OfferStream, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
