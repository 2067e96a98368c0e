"""From what the editor wrote to the schema that is kept.

Tolerant on purpose: a draft may hold anything, and wagtail-localize and scheduled publication
come here without asking ``check``. What cannot be asked is left out.
"""

import logging
from collections.abc import Callable, Iterable, Mapping

from coorg_forms.questions import registry
from coorg_forms.questions.conditions import OPERATORS, Condition, Test
from coorg_forms.questions.keys import item_keys, suggest_key
from coorg_forms.questions.ordering import alphabetical
from coorg_forms.questions.roles import PERSONAL
from coorg_forms.questions.schema import Marker, Option, Question, Schema

logger = logging.getLogger(__name__)

MARKERS = ("section", "statement")

#: The children that list the questions inside a question.
PARTS = ("lines", "columns")

#: Name of a list (``territories``…) → its options in the language of the page.
OptionSource = Callable[[str], Iterable[Option]]


def freeze(
    stream: Iterable,
    options_from: OptionSource,
    known_keys: Mapping[str, str],
    known_items: Mapping[str, Mapping[str, str]] | None = None,
) -> Schema:
    """The schema of a stream of question blocks.

    Arguments:
        stream: stream children (``block_type``, ``id``, ``value``).
        options_from: gives the options that the site keeps, by name of the list.
        known_keys: block id → key under which it was first published; these keys win.
        known_items: block id → id of an answer, a line or a column → its key, likewise.
    """
    known_items = known_items or {}
    stream = list(stream)
    items, keys, roles = [], set(), set()
    frozen = {known_keys[str(child.id)] for child in stream if str(child.id) in known_keys}
    reserved = {*known_keys.values(), *(_written_key(child) for child in stream)}
    for child in stream:
        if child.block_type in MARKERS:
            items.append(_marker(child))
        elif child.block_type in registry.names() and child.value.get("label"):
            known = known_keys.get(str(child.id))
            key = _free_key(child.value, known, keys, frozen, reserved)
            items_known = known_items.get(str(child.id), {})
            question = _question(child, options_from, key, items_known, keys, roles)
            if registry.get(question.type).options_from and not question.options:
                logger.warning("the list of a question is empty: left out until it has terms")
                continue
            keys.add(question.key)
            roles.add(question.role)
            items.append(question)
        else:
            logger.warning("a block of type %s cannot be asked: left out", child.block_type)
    return Schema(tuple(items))


def _marker(child) -> Marker:
    return Marker(
        type=child.block_type,
        title=child.value.get("title") or "",
        text=child.value.get("text") or "",
        id=str(child.id or ""),
    )


def _free_key(value, known_key, keys, frozen, reserved) -> str:
    """The key of a question; ``suggest_key`` of the same words gives the same in the editor."""
    key = known_key or value.get("key")
    if not key:
        return suggest_key(value["label"], reserved | keys)
    taken = keys if known_key else keys | frozen
    return suggest_key(key, reserved | keys) if key in taken else key


def _written_key(child) -> str:
    return child.value.get("key") or "" if hasattr(child.value, "get") else ""


def _question(child, options_from, key, known_items, earlier_keys, taken_roles) -> Question:
    kind, value = registry.get(child.block_type), child.value
    role = value.get("role") or ""
    return Question(
        key=key,
        type=kind.name,
        label=value["label"],
        help=value.get("help") or "",
        why=value.get("why") or "",
        personal=bool(value.get("personal")) or role in PERSONAL,
        prefill=bool(value.get("prefill")) and kind.can_be_prefilled,
        role="" if role in taken_roles else role,
        required=bool(value.get("required")) and kind.can_be_required,
        required_if=_condition(value.get("required_if"), value.get("require_match"), earlier_keys),
        show_if=_condition(value.get("show_if"), value.get("show_match"), earlier_keys),
        options=tuple(_in_order(value, _options(kind, value, options_from, known_items))),
        parts=kind.parts(value, known_items),
        unsure=bool(value.get("unsure")) and kind.can_be_unsure,
        settings={
            k: v for k, v in kind.settings(value).items() if v or (v == 0 and v is not False)
        },
        id=str(child.id or ""),
    )


def _condition(tests, match, earlier) -> Condition | None:
    """A condition on the earlier questions; a test about any other is left out."""
    kept = tuple(
        Test(test["question"], test["op"], answer_keys(test))
        for test in tests or ()
        if test.get("question") in earlier and test.get("op") in OPERATORS
    )
    return Condition(match or "all", kept) if kept else None


def answer_keys(test: Mapping) -> tuple[str, ...]:
    """The option keys written in a condition's ``answers``."""
    return tuple(key.strip() for key in (test.get("answers") or "").split(",") if key.strip())


def _options(kind, value, options_from, known_keys):
    if kind.is_choice and hasattr(kind, "fixed_options"):
        yield from kind.fixed_options(value)
    taken = set()
    if kind.options_from:
        for option in options_from(kind.options_from):
            taken.add(option.key)
            yield option
    for item, key in item_keys(list(written_options(value)), known_keys):
        if item["label"] and key not in taken:
            taken.add(key)
            yield Option(key, item["label"], bool(item["free_text"]), item["id"])


def _in_order(value, options):
    return alphabetical(options) if value.get("alphabetical") else options


def written_options(value: Mapping):
    """The options that the editor wrote in a question, each with the id of its list item."""
    for item in written_items(value, "options"):
        yield {**item, "free_text": item["value"].get("free_text")}


def written_items(value: Mapping, name: str):
    """The items of a list of a question that have words and a key: id, words, key, value."""
    for child in getattr(value.get(name), "bound_blocks", ()):
        item = child.value
        yield {
            "id": str(child.id or ""),
            "key": item.get("key") or "",
            "label": item.get("label") or "",
            "value": item,
        }
