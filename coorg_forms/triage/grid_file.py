"""A grid in one JSON file, in all its languages. See docs/reference/grid-file.md.

Read with care: what cannot be read is left out and told; nothing is executed.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from coorg_forms.triage.grid import grid_from_json, grid_to_json

#: Largest file, in bytes: the grid of the demo is a fortieth of it.
MOST_BYTES = 500_000
#: More items than this in one list are no grid.
MOST_ITEMS = 100
#: Longest text kept, as in the editor.
LONGEST = 500
_WHOLE = {"id", "version", "languages", "needed", "scale", "gate", "criteria", "bands"}


class Unreadable(Exception):
    """The file is not a grid. Its text says why, for the person who sent it."""


@dataclass(frozen=True)
class Note:
    """Something of a file that was not taken."""

    place: str
    message: str


@dataclass(frozen=True)
class GridFile:
    id: str
    """What the grid is called where it comes from; an import does not keep it."""
    version: int
    languages: tuple[str, ...]
    needed: int
    """How many people evaluate each request."""
    definition: dict = field(default_factory=dict)
    """As ``grid_to_json`` writes it."""


def write(grid: GridFile) -> str:
    """The file: the same for the same grid."""
    data = {
        "id": grid.id,
        "version": grid.version,
        "languages": list(grid.languages),
        "needed": grid.needed,
        **_in_order(grid_to_json(grid_from_json(grid.definition)), grid.languages),
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _in_order(data, languages: tuple[str, ...]):
    """``data`` with its words in the order of ``languages``: databases keep none."""
    if isinstance(data, list):
        return [_in_order(item, languages) for item in data]
    if not isinstance(data, dict):
        return data
    first = [code for code in languages if code in data]
    return {name: _in_order(data[name], languages) for name in dict.fromkeys([*first, *data])}


def read(content: bytes, languages: Iterable[str]) -> tuple[GridFile, list[Note]]:
    """The grid of a file, and what of it was left out.

    Arguments:
        content: UTF-8 JSON.
        languages: codes of the languages of the site; words in another are left out.

    Raises:
        Unreadable: too large, not JSON, no criteria.
    """
    data = _loaded(content)
    reader = _Reader(tuple(languages))
    grid = GridFile(
        id=reader.text(data, "id", ""),
        version=reader.whole(data, "version", "", 1),
        languages=reader.languages,
        needed=reader.whole(data, "needed", "", 2),
        definition=reader.definition(data),
    )
    reader.unknown(data, _WHOLE, "")
    return grid, reader.notes


def _loaded(content: bytes) -> dict:
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is too large: a grid takes less than 500 kB."))
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable(_("The file is not JSON: it may be cut, or of another kind.")) from None
    if not isinstance(data, dict) or not isinstance(data.get("criteria"), list):
        raise Unreadable(_("The file is not an evaluation grid: it has no list of criteria."))
    return data


def _no_constant(name):
    raise ValueError(name)


class _Reader:
    """Reads values of the expected kind; notes those that are not."""

    def __init__(self, languages: tuple[str, ...]):
        self.languages, self.notes = languages, []

    def definition(self, data: Mapping) -> dict:
        read = {
            "scale": self._items(data, "scale", "", self._anchor),
            "gate": self._items(data, "gate", "", self._gate),
            "criteria": self._items(data, "criteria", "", self._criterion),
            "bands": self._items(data, "bands", "", self._band),
        }
        return grid_to_json(grid_from_json(read))

    def _anchor(self, item: Mapping, place: str) -> dict:
        self.unknown(item, {"score", "label"}, place)
        return {
            "score": self.whole(item, "score", place, 0, required=True),
            "label": self.words(item, "label", place),
        }

    def _gate(self, item: Mapping, place: str) -> dict:
        self.unknown(item, {"key", "label", "asks_requester"}, place)
        return {
            "key": self.text(item, "key", place),
            "label": self.words(item, "label", place),
            "asks_requester": self.yes(item, "asks_requester", place, False),
        }

    def _criterion(self, item: Mapping, place: str) -> dict:
        known = {"key", "label", "question", "weight", "may_be_na", "answers", "anchors"}
        self.unknown(item, known, place)
        return {
            "key": self.text(item, "key", place),
            "label": self.words(item, "label", place),
            "question": self.words(item, "question", place),
            "weight": self.whole(item, "weight", place, 0, required=True),
            "may_be_na": self.yes(item, "may_be_na", place, True),
            "answers": self._texts(item, "answers", place),
            "anchors": self._items(item, "anchors", place, self._anchor),
        }

    def _band(self, item: Mapping, place: str) -> dict:
        self.unknown(item, {"key", "label", "min", "first_contact_business_days"}, place)
        days = "first_contact_business_days"
        return {
            "key": self.text(item, "key", place),
            "label": self.words(item, "label", place),
            "min": self.whole(item, "min", place, 0, required=True),
            days: self.whole(item, days, place, 20, required=True),
        }

    def words(self, data: Mapping, name: str, place: str) -> dict[str, str]:
        value = data.get(name, {})
        where = _join(place, name)
        if not isinstance(value, dict):
            self._left_out(where)
            return {}
        for code in value.keys() - set(self.languages):
            message = _("The site has no language “%(code)s”: left out.")
            self.notes.append(Note(where, message % {"code": code[:20]}))
        found = {}
        for code in self.languages:
            if code in value:
                found[code] = self._text(value[code], _join(where, code), LONGEST)
        return {code: text for code, text in found.items() if text}

    def text(self, data: Mapping, name: str, place: str) -> str:
        return self._text(data.get(name, ""), _join(place, name), 50)

    def _text(self, value, where: str, longest: int) -> str:
        if not isinstance(value, str):
            self._left_out(where)
            return ""
        text = value.strip().replace("\x00", "")
        if len(text) > longest:
            message = _("Longer than %(most)s characters: the end is left out.")
            self.notes.append(Note(where, message % {"most": longest}))
        return text[:longest].strip()

    def _texts(self, data: Mapping, name: str, place: str) -> list[str]:
        found = self._list(data, name, place)
        read = [self._text(one, _join(place, name), 50) for one in found]
        return list(dict.fromkeys(filter(None, read)))

    def whole(self, data: Mapping, name: str, place: str, usual: int, *, required=False) -> int:
        value = data.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1000:
            return value
        if required or name in data:
            message = _("Not a whole number: %(usual)s is taken.")
            self.notes.append(Note(_join(place, name), message % {"usual": usual}))
        return usual

    def yes(self, data: Mapping, name: str, place: str, usual: bool) -> bool:
        value = data.get(name, usual)
        if isinstance(value, bool):
            return value
        self._left_out(_join(place, name))
        return usual

    def unknown(self, data: Mapping, known: set[str], place: str):
        for name in data:
            if name not in known:
                self.notes.append(Note(_join(place, name[:50]), _("Unknown part: left out.")))

    def _items(self, data: Mapping, name: str, place: str, read) -> list[dict]:
        found = []
        for number, item in enumerate(self._list(data, name, place), start=1):
            where = f"{_join(place, name)} {number}"
            if isinstance(item, dict):
                found.append(read(item, where))
            else:
                self._left_out(where)
        return found

    def _list(self, data: Mapping, name: str, place: str) -> list:
        value = data.get(name, [])
        if not isinstance(value, list):
            self._left_out(_join(place, name))
            return []
        if len(value) > MOST_ITEMS:
            message = _("More than %(most)s: the others are left out.")
            self.notes.append(Note(_join(place, name), message % {"most": MOST_ITEMS}))
        return value[:MOST_ITEMS]

    def _left_out(self, where: str):
        self.notes.append(Note(where, _("Not of the expected kind: left out.")))


def _join(place: str, name: str) -> str:
    return f"{place} → {name}" if place else name
