"""What blocks are told of things kept elsewhere: contacts, territories, the form."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ContactView:
    """A contact point in the words of a language."""

    label: str = ""
    phone: str = ""
    """As the language writes it, extension included."""
    uri: str = ""
    """Dials it, extension included."""
    email: str = ""
    hours: str = ""

    @property
    def lines(self) -> list[str]:
        """The means to reach it, for paper."""
        return [line for line in (self.phone, self.email, self.hours) if line]


@dataclass(frozen=True)
class TerritoryView:
    label: str
    official_name: str = ""
    team: str = ""
    contact: ContactView | None = None


@dataclass(frozen=True)
class FormView:
    """A form of the site, in the language of the page."""

    url: str
    title: str
    is_open: bool
    sentence: str = ""
    """When it opens or why it is closed, in words."""


@dataclass(frozen=True)
class LinkView:
    """Another page of the site."""

    url: str
    title: str
    form: FormView | None = None


@dataclass(frozen=True)
class Criterion:
    """A published criterion: what it is, what is asked about it, and how much it counts."""

    label: str
    question: str = ""
    weight: int = 0
    """Percent of the whole."""
    language: str = ""
    anchors: tuple[tuple[int, str], ...] = ()
    """What each note means: ``(note, words)``."""

    @property
    def weight_words(self) -> str:
        """``25 %`` with its no-break space in French, ``25%`` in English."""
        space = "\u00a0" if self.language.startswith("fr") else ""
        return f"{self.weight}{space}%"


@dataclass(frozen=True)
class Code:
    """A code to scan: where it leads, its short address in words, its picture."""

    url: str
    words: str
    svg: str
    alternative: str
    """What the picture says, in words."""
