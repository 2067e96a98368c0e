"""Go through everything that a stream holds, in reading order."""

from collections.abc import Iterator

from wagtail.blocks import ListBlock, StreamBlock, StreamValue, StructBlock


def leaves(stream: StreamValue) -> Iterator[tuple[object, object]]:
    """``(block, value)`` of every value that holds no other."""
    for child in stream:
        yield from _leaves(child.block, child.value)


def strings(stream: StreamValue) -> Iterator[str]:
    """Every text, rich text as HTML."""
    for _block, value in leaves(stream):
        if isinstance(value, str):
            yield value
        elif hasattr(value, "source"):
            yield value.source


def _leaves(block, value):
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _leaves(child, value.get(name))
    elif isinstance(block, ListBlock):
        for item in value or ():
            yield from _leaves(block.child_block, item)
    elif isinstance(block, StreamBlock):
        yield from leaves(value)
    else:
        yield block, value
