"""What every question type can be asked. A type holds all that is known of its kind of question:
what the editor fills in, what is frozen, how an answer is read, checked, shown and drawn."""

import sys
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.schema import Question

#: What nobody sees at the ends of a text: spaces, zero-width and direction marks, fillers.
INVISIBLE = (
    "".join(
        character
        for character in map(chr, range(min(sys.maxunicode, 0x10000)))
        if character.isspace() or unicodedata.category(character) in ("Cf", "Cc")
    )
    + "\u115f\u1160\u2800\u3164\uffa0"
)

#: The one value that means "no answer", whatever was sent (nothing, "", [], [""], …).
ABSENT = type("Absent", (), {"__repr__": lambda self: "ABSENT", "__bool__": lambda self: False})()


class QuestionType:
    """Subclass, give it a ``name``, and ``registry.register`` it. See docs/how-to/question-type."""

    name: str
    """Stored with every question for ever: never rename, never unregister one that has data."""
    label: str | Promise
    icon = "edit"
    order = 1000
    """Place in the builder's picker; those of the house stand at 10, 20, 30…"""
    group: str | Promise = _("Text")
    description: str | Promise = ""
    roles: tuple[str, ...] = ()
    """Roles that a question of this type may have."""
    is_choice = False
    """Conditions may be asked about it."""
    has_options = False
    """The editor lists its options."""
    options_from = ""
    """Name of the list that its options come from, when the site keeps them."""
    can_be_required = True
    seconds = 10
    """Usual time to answer once the question is read: the editor's estimate adds them up."""
    can_be_prefilled = True
    """A link to the form may fill it in."""
    can_be_unsure = False
    """The editor may offer « I don't know » beside it; a choice lists that among its answers."""
    empty_code = "empty"
    empty_part = ""
    template = "coorg_forms/public/questions/text.html"
    takes_files = False
    """Its answers are files, received and kept apart from the rest of the post."""
    is_group = False
    """Drawn as several controls in a fieldset."""
    label_is_choice = False
    """Its label stands beside its one box, not above it."""
    is_repeating = False
    """Drawn as several elements, each with the questions of ``parts``."""

    # What the editor fills in ---------------------------------------------------------------

    def own_children(self) -> list[tuple[str, blocks.Block]]:
        """``(name, block)`` of the settings that only this type has."""
        return []

    def settings(self, value: Mapping) -> dict[str, Any]:
        """What is frozen of ``own_children``: JSON values only."""
        return {name: value.get(name) for name, _block in self.own_children()}

    def parts(self, value: Mapping, known_keys: Mapping[str, str]) -> tuple[Question, ...]:
        """The questions inside this one; ``known_keys``: list item id → key once published."""
        return ()

    # Reading an answer ----------------------------------------------------------------------

    def read(self, question: Question, data) -> Any:
        """What was posted for ``question``: JSON values, nothing judged yet.

        ``data`` is a ``QueryDict``.
        """
        return data.get(question.key, "")

    def is_given(self, raw: Any) -> bool:
        """Whether ``raw`` holds anything at all."""
        if isinstance(raw, Mapping):
            return any(self.is_given(part) for part in raw.values())
        if isinstance(raw, list | tuple):
            return any(self.is_given(part) for part in raw)
        return bool(as_text(raw))

    def coerce(self, question: Question, raw: Any) -> Any:
        """The answer as it is stored, or ``ABSENT``. What it returns it also accepts.

        Raises:
            Invalid: something was typed that cannot be read.
        """
        return as_text(raw) or ABSENT

    def check(self, question: Question, value: Any, context) -> Iterable[Invalid]:
        """What is wrong with a value that could be read."""
        return ()

    def warn(self, question: Question, value: Any) -> Iterable[Invalid]:
        """What is odd about a valid value; never refused."""
        return ()

    def selected(self, value: Any) -> tuple[str, ...]:
        """Option keys for conditions and roles; for the other types, that there is an answer."""
        return (str(value),)

    # Showing it -----------------------------------------------------------------------------

    def display(self, question: Question, value: Any) -> list[str]:
        """The answer in words, one string per line or item."""
        return [as_text(value)]

    def search_text(self, question: Question, value: Any) -> str:
        """What a search finds of the answer: only words that the person wrote."""
        return ""

    def draw(self, question: Question, raw: Any) -> dict[str, Any]:
        """Context for ``template``, with everything typed kept."""
        return {"value": as_text(raw)}

    def paper(self, question: Question) -> dict[str, Any]:
        """What is printed to answer by hand: ``{"look": "line" | "lines" | "boxes" | "parts" |
        "table" | "note", …}`` (see ``leaflet/form.typ``)."""
        return {"look": "line"}

    def first_control(self, question: Question, part: str = "") -> str:
        """Id of the control that an error's link leads to."""
        return f"id_{question.key}-{part}" if part else f"id_{question.key}"


class UnknownType(QuestionType):
    """Stands in for a type that is no longer installed: answers stay readable, nothing fails."""

    name = "unknown"
    label = _("Unknown type of question")
    template = "coorg_forms/public/questions/unknown.html"
    can_be_required = False

    def coerce(self, question, raw):
        return ABSENT

    def display(self, question, value):
        return [value if isinstance(value, str) else repr(value)]


def as_text(raw: Any) -> str:
    """``raw`` as trimmed text with plain line ends; empty when nothing of it can be seen."""
    if isinstance(raw, list | tuple):
        raw = raw[0] if raw else ""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    text = str(raw).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "ignore").decode().strip(INVISIBLE)


def length_block(label, help_text, highest: int) -> blocks.IntegerBlock:
    """The setting of a length or a number of things, from 1 to ``highest``."""
    return blocks.IntegerBlock(
        label=label, help_text=help_text, required=False, min_value=1, max_value=highest
    )


def too_short(value: str, limit: int | None) -> Iterable[Invalid]:
    """The problem of a text shorter than ``limit`` characters, if it is."""
    if limit and len(value) < limit:
        yield Invalid("too_short", limit=limit)


def too_long(value: str, limit: int | None) -> Iterable[Invalid]:
    """The problem of a text longer than ``limit`` characters, if it is."""
    if limit and len(value) > limit:
        yield Invalid("too_long", over=len(value) - limit, limit=limit)
