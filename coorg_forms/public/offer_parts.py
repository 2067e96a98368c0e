"""The blocks of an offer page, each with its place in it."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A block of the page with its place in it."""

    anchor: str
    heading: str
    block: object


def parts_of(page) -> Iterator[Part]:
    """The blocks of the page, each with an anchor that lasts as long as the block."""
    for child in page.body:
        if child.block_type != "alert":
            anchor = f"part-{str(child.id or 'new')[:8]}"
            yield Part(anchor, child.block.heading_of(child.value), child)
