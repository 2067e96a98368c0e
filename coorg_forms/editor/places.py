"""Where a text of a form stands in its editor, from the path that wagtail-localize gives it."""

from dataclasses import dataclass

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst


@dataclass(frozen=True)
class Place:
    title: str
    """The question, or the name of the field."""
    part: str = ""
    """Which of the texts of the question."""
    anchor: str = ""
    """Id of its block in the page editor, to link to it."""

    def is_title(self, words: str) -> bool:
        """Whether ``words``, perhaps cut short, are the title: they need not be said twice."""
        return self.title == words or (words[-1:] == "…" and self.title.startswith(words[:-1]))


class Places:
    """The places of one page."""

    def __init__(self, page):
        self.page = page
        self.blocks = {str(child.id): child for child in page.questions}

    def of(self, path: str) -> Place:
        """Where ``path`` leads; a path that leads nowhere any more is its own name."""
        name, _dot, rest = path.partition(".")
        block, _dot, rest = rest.partition(".")
        if name == "questions" and block in self.blocks:
            return self._in_question(self.blocks[block], rest.partition(".")[0])
        try:
            return Place(str(capfirst(self.page._meta.get_field(name).verbose_name)))
        except FieldDoesNotExist:
            return Place(path)

    def _in_question(self, block, child: str) -> Place:
        title = block.value.get("label") or block.value.get("title") or block.block.label
        field = block.block.child_blocks.get(child)
        return Place(str(title), str(field.label) if field else "", f"block-{block.id}-section")
