"""Keys of a draft grid: suggested from the words, kept for ever once they were in force."""

from collections.abc import Collection, Mapping

from coorg_forms.triage.grid import words_in

#: Parts whose items have keys.
KEYED = ("gate", "criteria", "bands")


def keyed(definition: Mapping, suggest, language: str = "") -> dict:
    """``definition`` with a key for each item that has none.

    Arguments:
        suggest: makes a key from words that is not among those taken:
            ``(words, taken) → key``.
        language: whose words keys are made from.
    """
    return {
        **definition,
        **{part: _with_keys(definition.get(part, ()), part, suggest, language) for part in KEYED},
    }


def _with_keys(items, part: str, suggest, language: str) -> list[dict]:
    taken = {item["key"] for item in items if item.get("key")}
    found = []
    for item in items:
        key = item.get("key") or suggest(words_in(item.get("label", {}), language) or part, taken)
        taken.add(key)
        found.append({**item, "key": key})
    return found


def keys_of(definitions: Collection[Mapping]) -> dict[str, frozenset[str]]:
    """Part → the keys that any of ``definitions`` has."""
    return {
        part: frozenset(item["key"] for one in definitions for item in one.get(part, ()))
        for part in KEYED
    }
