"""Footnotes: ``[1]`` in any text refers to the first note of the page; both are linked.

The references are counted before anything is drawn, so that each note can lead back to every place
that refers to it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

REFERENCE = re.compile(r"\[(\d{1,2})\]")


@dataclass(frozen=True)
class Reference:
    number: int
    occurrence: int

    @property
    def id(self) -> str:
        return f"note-{self.number}-{self.occurrence}"


@dataclass(frozen=True)
class Note:
    number: int
    text: str
    references: list[Reference] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"note-{self.number}"


class Notes:
    """The notes of one page.

    Arguments:
        texts: the notes, in order.
        sources: every text of the page, in which the references stand.
    """

    def __init__(self, texts: list[str], sources: Iterable[str] = ()):
        self.all = [Note(number, text, []) for number, text in enumerate(texts, start=1)]
        for source in sources:
            for number in REFERENCE.findall(source):
                if note := self.get(int(number)):
                    note.references.append(Reference(note.number, len(note.references) + 1))
        self._shown = {}

    def get(self, number: int) -> Note | None:
        return self.all[number - 1] if 0 < number <= len(self.all) else None

    def next_reference(self, number: int) -> Reference | None:
        """The reference that is being drawn now; None when there is no such note."""
        if self.get(number) is None:
            return None
        self._shown[number] = self._shown.get(number, 0) + 1
        return Reference(number, self._shown[number])
