"""Reads the values of a file by the definitions of the blocks that they are for."""

import re
import uuid

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

from coorg_forms.questions.form_file.content import Note, is_text

MOST_LIST_ITEMS = 500
#: A text without a limit of its own.
MOST_CHARACTERS = 20_000
_IDENTITY = re.compile(r"[A-Za-z0-9-]{1,64}")


class ValueReader:
    """Collects in ``notes`` what it could not take."""

    def __init__(self, languages: tuple[str, ...], notes: list[Note]):
        self.languages, self.notes = languages, notes

    def identity(self, given, taken: set[str], place: str) -> str:
        """The id of an item; a new one where it is missing, badly made or used twice."""
        if given is None:
            given = str(uuid.uuid4())
        elif not isinstance(given, str) or not _IDENTITY.fullmatch(given) or given in taken:
            self._note(place, _("Its id was unusable or used twice: it got a new one."))
            given = str(uuid.uuid4())
        taken.add(given)
        return given

    def struct(self, block: blocks.StructBlock, fields: dict, place: str) -> dict:
        """The value of a struct block: what the file says, defaults for the rest."""
        for name in fields.keys() - block.child_blocks.keys():
            self._note(place, _("Unknown part “%(name)s”: left out.") % {"name": shortened(name)})
        return {
            name: self._child(child, fields.get(name), f"{place} › {child.label or name}")
            for name, child in block.child_blocks.items()
        }

    def words(self, given, place: str, limit: int = MOST_CHARACTERS) -> dict[str, str]:
        """Words by language; a bare text is in the first one."""
        if isinstance(given, str):
            given = {self.languages[0]: given}
        if not isinstance(given, dict):
            if given is not None:
                self._note(place, _("Not a text: left out."))
            given = {}
        found = {self.languages[0]: ""}
        for language, text in given.items():
            if language not in self.languages:
                self._note(
                    place,
                    _(
                        "Its words in “%(language)s” were left out: the file does not "
                        "announce this language."
                    )
                    % {"language": shortened(language)},
                )
            elif not isinstance(text, str):
                self._note(place, _("Not a text: left out."))
            else:
                found[language] = self._cut(text.replace("\x00", ""), limit, place)
        return {k: text for k, text in found.items() if text or k == self.languages[0]}

    def _cut(self, text: str, limit: int, place: str) -> str:
        if len(text) > limit:
            self._note(place, _("Longer than %(limit)s characters: cut.") % {"limit": limit})
        return text[:limit]

    def _child(self, block: blocks.Block, given, place: str):
        if is_text(block):
            return self.words(
                given, place, getattr(block.field, "max_length", 0) or MOST_CHARACTERS
            )
        if isinstance(block, blocks.StructBlock):
            return self.struct(block, given if isinstance(given, dict) else {}, place)
        if isinstance(block, blocks.ListBlock):
            return self._list(block, given, place)
        return self._plain(block, given, place)

    def _list(self, block: blocks.ListBlock, given, place: str) -> list[dict]:
        if not isinstance(given, list):
            if given is not None:
                self._note(place, _("Not a list: left out."))
            return []
        taken, found = set(), []
        if len(given) > MOST_LIST_ITEMS:
            self._note(place, _("Longer than %(limit)s items: cut.") % {"limit": MOST_LIST_ITEMS})
        for number, item in enumerate(given[:MOST_LIST_ITEMS], start=1):
            where = f"{place} {number}"
            if not isinstance(item, dict):
                self._note(where, _("Not of the expected kind: left out."))
                continue
            fields = {name: value for name, value in item.items() if name != "id"}
            is_struct = isinstance(block.child_block, blocks.StructBlock)
            value = self._child(
                block.child_block, fields if is_struct else item.get("value"), where
            )
            identity = self.identity(item.get("id"), taken, where)
            found.append({"type": "item", "id": identity, "value": value})
        return found

    def _plain(self, block: blocks.Block, given, place: str):
        """A value that is the same in every language: checked by its own field, if it is given."""
        default = block.get_prep_value(block.get_default())
        if given is None or given == default:
            return default
        try:
            return block.get_prep_value(block.clean(block.to_python(given)))
        except (ValidationError, TypeError, ValueError, AttributeError, OverflowError) as problem:
            why = " ".join(getattr(problem, "messages", ())) or _("Not of the expected kind.")
            self._note(place, _("%(why)s Left out.") % {"why": why})
            return default

    def _note(self, place: str, message: str):
        self.notes.append(Note(place, str(message)))


def shortened(text: object) -> str:
    """Anything of a file, short enough to be shown."""
    return " ".join(str(text).split())[:80]
