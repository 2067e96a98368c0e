"""Questions inside a question: the lines of a grid, the columns of a repeating set."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions import keys
from coorg_forms.questions.keys import item_keys, suggest_key
from coorg_forms.questions.schema import Question

#: Types that a column of a repeating set may have: plain ones, of one control or few.
COLUMN_TYPES = ("text", "long_text", "email", "phone", "number", "date", "url")


def _label():
    return blocks.CharBlock(label=_("Words"), max_length=200, default="")


def _key():
    return blocks.RegexBlock(
        regex=keys.QUESTION_KEY,
        label=_("Key"),
        required=False,
        default="",
        help_text=_("Empty: made from the words. Never changes once published."),
    )


class LineBlock(blocks.StructBlock):
    """A line of a grid."""

    label = _label()
    key = _key()

    class Meta:
        icon = "list-ul"
        label = _("Line")
        form_attrs = {"data-controller": "coorg-key"}
        label_format = "{label}"


class ColumnBlock(blocks.StructBlock):
    """What is asked of each element of a repeating set."""

    label = _label()
    kind = blocks.ChoiceBlock(
        choices=[
            ("text", _("Short text")),
            ("long_text", _("Long text")),
            ("email", _("Email address")),
            ("phone", _("Telephone with extension")),
            ("number", _("Number (quantity)")),
            ("date", _("Date")),
            ("url", _("Web address")),
        ],
        default="text",
        label=_("Type"),
    )
    required = blocks.BooleanBlock(label=_("Required"), required=False)
    key = _key()

    class Meta:
        icon = "edit"
        label = _("Question")
        form_attrs = {"data-controller": "coorg-key"}
        label_format = "{label}"


def line_questions(items, kind: str, known_keys) -> tuple[Question, ...]:
    """The parts written in a list block; those without words are left out.

    Arguments:
        items: a list value of ``LineBlock`` or ``ColumnBlock``.
        kind: type of every part, unless the item says its own.
        known_keys: id of a list item → the key under which it was first published.
    """
    return tuple(_parts(items, kind, known_keys))


def _parts(items, kind, known_keys) -> Iterator[Question]:
    taken, written = set(), [_written(child) for child in getattr(items, "bound_blocks", ())]
    for item, key in item_keys(written, known_keys):
        if not item["label"]:
            continue
        key = suggest_key(key, taken) if key in taken else key
        taken.add(key)
        yield Question(
            key=key,
            type=item["value"].get("kind") or kind,
            label=item["label"],
            required=bool(item["value"].get("required")),
            id=item["id"],
        )


def _written(child) -> dict:
    value = child.value
    return {
        "id": str(child.id or ""),
        "key": value.get("key") or "",
        "label": value.get("label") or "",
        "value": value,
    }
