"""From a file to a form, with care: what cannot be read is left out and told, nothing is executed.

A file is refused only when it is no form at all: see ``Unreadable``.
"""

import json
import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from wagtail import blocks

from coorg_forms.questions.form_file.content import FORMAT, VERSION, FormFile, Note
from coorg_forms.questions.form_file.values import ValueReader, shortened

#: Largest file, in bytes: a form of 200 questions in two languages is about a fifth of it.
MOST_BYTES = 1_000_000
MOST_ITEMS = 500
MOST_LANGUAGES = 10
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*")


class Unreadable(Exception):
    """The file is not a form. Its text says why, for the person who sent it."""


def read(content: bytes, block: blocks.StreamBlock) -> tuple[FormFile, list[Note]]:
    """The form of a file, and what of it could not be read.

    Arguments:
        content: the file, UTF-8 JSON.
        block: the definition of the stream, which says what an item may hold.

    Raises:
        Unreadable: too large, not JSON, another format, a newer version.
    """
    data = _loaded(content)
    notes: list[Note] = []
    form = FormFile(_languages(data, notes))
    for name, words in _mapping(data, "texts", notes).items():
        form.texts[name] = _words(words, form.languages, name, notes)
    form.settings = dict(_mapping(data, "settings", notes))
    form.refers_to = {
        name: code
        for name, code in _mapping(data, "refers_to", notes).items()
        if isinstance(code, str)
    }
    form.items = _items(data, block, form.languages, notes)
    known = {"format", "version", "languages", "texts", "settings", "refers_to", "items"}
    notes += [
        Note(shortened(name), _("Unknown part: left out.")) for name in data if name not in known
    ]
    return form, notes


def _loaded(content: bytes) -> dict:
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is too large: a form takes less than 1 MB."))
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Unreadable(_("The file is not JSON: it may be cut, or of another kind.")) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise Unreadable(_("The file is not a form exported from here."))
    version = data.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise Unreadable(_("The file comes from a newer version: update this site first."))
    return data


def _no_constant(name):
    raise ValueError(name)


def _languages(data: Mapping, notes: list[Note]) -> tuple[str, ...]:
    given = data.get("languages")
    found = [
        code
        for code in (given if isinstance(given, list) else ())
        if isinstance(code, str) and _LANGUAGE.fullmatch(code)
    ]
    if not found:
        raise Unreadable(_("The file does not say in which languages it is."))
    return tuple(dict.fromkeys(found))[:MOST_LANGUAGES]


def _mapping(data: Mapping, name: str, notes: list[Note]) -> Mapping:
    value = data.get(name, {})
    if isinstance(value, dict):
        return value
    notes.append(Note(name, _("Not of the expected kind: left out.")))
    return {}


def _words(words, languages, place, notes) -> dict[str, str]:
    return ValueReader(languages, notes).words(words, shortened(place))


def _items(data: Mapping, block, languages, notes: list[Note]) -> list[dict]:
    given = data.get("items", [])
    if not isinstance(given, list):
        raise Unreadable(_("The file has no list of questions."))
    if len(given) > MOST_ITEMS:
        notes.append(
            Note(
                "items",
                _("More than %(most)s questions: the others are left out.") % {"most": MOST_ITEMS},
            )
        )
    reader, taken, found = ValueReader(languages, notes), set(), []
    for number, item in enumerate(given[:MOST_ITEMS], start=1):
        place = _place(item, number, languages)
        if kind := _known_type(item, block, place, notes):
            fields = {name: value for name, value in item.items() if name not in ("type", "id")}
            identity = reader.identity(item.get("id"), taken, place)
            value = reader.struct(block.child_blocks[kind], fields, place)
            found.append({"type": kind, "id": identity, "value": value})
    return found


def _known_type(item, block, place: str, notes: list[Note]) -> str:
    kind = item.get("type") if isinstance(item, dict) else None
    if isinstance(kind, str) and kind in block.child_blocks and kind != "unknown":
        return kind
    notes.append(
        Note(
            place,
            _("Questions of the type “%(type)s” are not installed here: left out.")
            % {"type": shortened(kind)},
        )
    )
    return ""


def _place(item, number: int, languages) -> str:
    """An item in words: its number and its label."""
    words = item.get("label", item.get("title")) if isinstance(item, dict) else None
    label = words.get(languages[0]) if isinstance(words, dict) else ""
    number_words = _("Item %(number)s") % {"number": number}
    return f"{number_words}: {shortened(label)}" if label else number_words
