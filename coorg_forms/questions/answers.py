"""Answers as they are stored: « I don't know » is one, whatever the question's type."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from coorg_forms.questions import registry
from coorg_forms.questions.schema import Question

#: Stored when the person ticked « I don't know »: staff will ask.
UNSURE = {"unsure": True}


def read(question: Question, data) -> Any:
    """What was posted for ``question``, nothing judged yet.

    Where « I don't know » is offered: ``{"unsure": bool, "value": what was typed}``.
    """
    typed = storable(registry.get(question.type).read(question, data))
    if not question.unsure:
        return typed
    return {"unsure": bool(data.get(f"{question.key}-unsure")), "value": typed}


def storable(raw: Any) -> Any:
    """``raw`` without what a database refuses: NUL characters and halves of characters."""
    if isinstance(raw, str):
        return raw.replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(raw, Mapping):
        return {name: storable(part) for name, part in raw.items()}
    return [storable(part) for part in raw] if isinstance(raw, list) else raw


def is_unsure(question: Question, raw: Any) -> bool:
    """Whether « I don't know » is ticked in ``raw``, or stored in an answer."""
    return question.unsure and isinstance(raw, Mapping) and raw.get("unsure") is True


def typed(question: Question, raw: Any) -> Any:
    """``raw`` without the box « I don't know »."""
    if question.unsure and isinstance(raw, Mapping) and "unsure" in raw:
        return raw.get("value", "")
    return raw


def display(question: Question, value: Any) -> list[str]:
    """The answer in words, one string per line or item."""
    if is_unsure(question, value):
        return [_("I don’t know")]
    return [str(line) for line in registry.get(question.type).display(question, value)]


def search_text(question: Question, value: Any) -> str:
    """What a search finds of the answer."""
    if is_unsure(question, value):
        return ""
    return registry.get(question.type).search_text(question, value)
