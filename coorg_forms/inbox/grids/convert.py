"""From a definition to what the editor's blocks hold, and back.

The id of an item says which key it has: whatever is typed, a key that was in force stays.
"""

import uuid
from collections.abc import Mapping

from coorg_forms.triage.grid_keys import KEYED

_NAMESPACE = uuid.UUID("3d0c7bb6-86fb-5b52-9f27-1a6f4d6f5a3e")
#: What stands in the editor of a grid from nothing: the usual scale, without words.
BLANK = {"scale": [{"score": score, "label": {}} for score in range(4)]}
#: Lists of a definition whose items have no key.
_UNKEYED = ("anchors",)


def item_id(part: str, key: str) -> str:
    """The id of the item with this key, always the same."""
    return str(uuid.uuid5(_NAMESPACE, f"{part}/{key}"))


def to_raw(definition: Mapping, part: str) -> list[dict]:
    """The items of a part, as its block reads them."""
    items = definition.get(part) or (() if any(definition.values()) else BLANK.get(part, ()))
    return [_raw_item(part, item) for item in items]


def _raw_item(part: str, item: Mapping) -> dict:
    identity = item_id(part, item["key"]) if item.get("key") else str(uuid.uuid4())
    value = {
        name: [_raw_item(name, one) for one in content] if name in _UNKEYED else content
        for name, content in item.items()
    }
    return {"type": "item", "id": identity, "value": value}


def from_values(values: Mapping, published: Mapping[str, frozenset[str]]) -> dict:
    """The definition that was typed.

    Arguments:
        values: part → the value of its block.
        published: part → the keys that were in force.
    """
    return {part: _items(part, values[part], published.get(part, ())) for part in values}


def _items(part: str, items, published) -> list[dict]:
    frozen = {item_id(part, key): key for key in published}
    kept = [frozen.get(str(child.id)) for child in items]
    found, taken = [], set(kept) - {None}
    for key, child in zip(kept, items, strict=True):
        item = _item(child.value)
        if part in KEYED:
            item["key"] = key or (item.get("key") if item.get("key") not in taken else "") or ""
            taken.add(item["key"])
        found.append(item)
    return found


def _item(value: Mapping) -> dict:
    found = {}
    for name, content in value.items():
        if name in ("label", "question"):
            content = {code: text.strip() for code, text in content.items() if (text or "").strip()}
        elif name in _UNKEYED:
            content = [_item(child.value) for child in content.bound_blocks]
        elif name == "answers":
            content = list(content or ())
        found[name] = content
    return found
