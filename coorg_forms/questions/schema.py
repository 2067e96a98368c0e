"""The frozen definition of a form: what a ``FormVersion`` keeps and everything else reads."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coorg_forms.questions.conditions import Condition, condition_from_json


@dataclass(frozen=True)
class Option:
    key: str
    label: str
    free_text: bool = False
    """Choosing it opens a text field, as « Autre, précisez » does."""
    id: str = ""
    """Id of the list item in the builder: how the form remembers which key it had."""


@dataclass(frozen=True)
class Question:
    key: str
    type: str
    label: str
    help: str = ""
    why: str = ""
    """Why a personal question is asked, shown beside it."""
    personal: bool = False
    unsure: bool = False
    """« I don't know » may be ticked instead of an answer."""
    prefill: bool = False
    """A link may fill it in: ``?key=value``."""
    role: str = ""
    required: bool = False
    required_if: Condition | None = None
    show_if: Condition | None = None
    options: tuple[Option, ...] = ()
    parts: tuple["Question", ...] = ()
    """The questions inside: the rows of a grid, the columns of a repeating set."""
    settings: Mapping = field(default_factory=dict)
    """What the type itself needs: lengths, bounds, names of parts."""
    id: str = ""
    """Id of the block in the builder: how the form remembers which key it had."""

    @cached_property
    def option_labels(self) -> dict[str, str]:
        return {option.key: option.label for option in self.options}


@dataclass(frozen=True)
class Marker:
    """A section's heading or a statement between questions."""

    type: str
    """``section`` or ``statement``."""
    title: str = ""
    text: str = ""
    id: str = ""


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, as it is shown."""

    marker: Marker | None
    items: tuple[Question | Marker, ...]


@dataclass(frozen=True)
class Schema:
    items: tuple[Question | Marker, ...] = ()

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(item for item in self.items if isinstance(item, Question))

    @cached_property
    def by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def by_role(self) -> dict[str, Question]:
        return {question.role: question for question in self.questions if question.role}

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return tuple(self._sections())

    def _sections(self) -> Iterator[Section]:
        marker, items = None, []
        for item in self.items:
            if isinstance(item, Marker) and item.type == "section":
                if marker or items:
                    yield Section(marker, tuple(items))
                marker, items = item, []
            else:
                items.append(item)
        if marker or items:
            yield Section(marker, tuple(items))

    @cached_property
    def personal_keys(self) -> frozenset[str]:
        return frozenset(question.key for question in self.questions if question.personal)

    def to_json(self) -> dict:
        return {"items": [_item_to_json(item) for item in self.items]}


def schema_from_json(data: Mapping) -> Schema:
    """The schema that ``Schema.to_json`` wrote.

    Raises:
        ValueError: a condition that cannot be read.
        KeyError: a question without key, type or label.
    """
    return Schema(tuple(_item_from_json(item) for item in data["items"]))


def content_hash(data: object) -> str:
    """Hex SHA-256 of any JSON value, independent of the order of its keys."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _item_to_json(item: Question | Marker) -> dict:
    if isinstance(item, Marker):
        return _without_blanks(
            {"type": item.type, "title": item.title, "text": item.text, "id": item.id}
        )
    return _without_blanks(
        {
            "key": item.key,
            "type": item.type,
            "label": item.label,
            "help": item.help,
            "why": item.why,
            "personal": item.personal,
            "unsure": item.unsure,
            "prefill": item.prefill,
            "role": item.role,
            "required": item.required,
            "required_if": item.required_if and item.required_if.to_json(),
            "show_if": item.show_if and item.show_if.to_json(),
            "options": [_without_blanks(_option_to_json(option)) for option in item.options],
            "parts": [_item_to_json(part) for part in item.parts],
            "settings": dict(item.settings),
            "id": item.id,
        }
    )


def _option_to_json(option: Option) -> dict:
    return {
        "key": option.key,
        "label": option.label,
        "free_text": option.free_text,
        "id": option.id,
    }


def _without_blanks(data: dict) -> dict:
    return {name: value for name, value in data.items() if value not in ("", None, False, [], {})}


def _item_from_json(data: Mapping) -> Question | Marker:
    if data["type"] in ("section", "statement"):
        return Marker(**data)
    return Question(
        **{
            **data,
            "required_if": condition_from_json(data.get("required_if")),
            "show_if": condition_from_json(data.get("show_if")),
            "options": tuple(Option(**option) for option in data.get("options", ())),
            "parts": tuple(_item_from_json(part) for part in data.get("parts", ())),
        }
    )
