"""What a form's file holds, once read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from wagtail import blocks

FORMAT = "coorg-form"
VERSION = 1

#: Words by language: ``{"fr": …, "en": …}``.
Words = Mapping[str, str]


@dataclass(frozen=True)
class Note:
    """Something of a file that could not be taken as it was written."""

    place: str
    """Where, in words: the question's label or key, the name of a text."""
    message: str


@dataclass
class FormFile:
    languages: tuple[str, ...]
    """The first is the one that the others were translated from."""
    texts: dict[str, Words] = field(default_factory=dict)
    """Name of a text of the page (``title``, ``intro``…) → its words."""
    settings: dict[str, object] = field(default_factory=dict)
    """Name of a setting of the page → its value."""
    refers_to: dict[str, str] = field(default_factory=dict)
    """``establishment``, ``service``, ``contact`` → code of what the page refers to."""
    items: list[dict] = field(default_factory=list)
    """Questions, sections and statements as raw stream items, each text being ``Words``."""

    def text(self, name: str, language: str) -> str:
        """A text of the page in ``language``, or in the first language of the file."""
        return spoken(self.texts.get(name, {}), language)

    def stream(self, block: blocks.StreamBlock, language: str) -> list[dict]:
        """The raw stream in ``language``, in the first one where words are missing."""
        return [
            {
                **item,
                "value": spoken_value(block.child_blocks[item["type"]], item["value"], language),
            }
            for item in self.items
        ]

    def words_by_path(self, block: blocks.StreamBlock) -> Iterator[tuple[str, Words]]:
        """``(path in the stream, words)`` of every text, as wagtail-localize writes paths."""
        for item in self.items:
            yield from _paths(block.child_blocks[item["type"]], item["value"], item["id"])


def is_text(block: blocks.Block) -> bool:
    """Whether ``block`` holds words, which are translated; anything else is the same everywhere."""
    return isinstance(block, blocks.CharBlock | blocks.TextBlock)


def spoken(words: Words, language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def spoken_value(block: blocks.Block, value, language: str):
    """The raw value of ``block`` in one language."""
    if is_text(block):
        return spoken(value, language)
    if isinstance(block, blocks.StructBlock):
        return {
            name: spoken_value(block.child_blocks[name], child, language)
            for name, child in value.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [
            {**item, "value": spoken_value(block.child_block, item["value"], language)}
            for item in value
        ]
    return value


def _paths(block: blocks.Block, value, path: str) -> Iterator[tuple[str, Words]]:
    if is_text(block):
        yield path, value
    elif isinstance(block, blocks.StructBlock):
        for name, child in value.items():
            yield from _paths(block.child_blocks[name], child, f"{path}.{name}")
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            yield from _paths(block.child_block, item["value"], f"{path}.{item['id']}")
