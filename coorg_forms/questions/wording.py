"""One form in the words of another language: same questions, same keys, other labels."""

from dataclasses import replace

from coorg_forms.questions.schema import Marker, Option, Question, Schema


def in_words_of(schema: Schema, other: Schema) -> Schema:
    """``schema`` in the words of ``other``; what ``other`` does not know keeps its own."""
    markers = {item.id: item for item in other.items if isinstance(item, Marker) and item.id}
    return Schema(tuple(_item(item, other, markers) for item in schema.items))


def _item(item: Question | Marker, other: Schema, markers: dict[str, Marker]):
    if isinstance(item, Marker):
        return markers.get(item.id, item)
    known = other.by_key.get(item.key)
    return _question(item, known) if known and known.type == item.type else item


def _question(item: Question, known: Question) -> Question:
    parts = {part.key: part for part in known.parts}
    return replace(
        item,
        label=known.label,
        help=known.help,
        why=known.why,
        options=tuple(_option(option, known.option_labels) for option in item.options),
        parts=tuple(
            replace(part, label=parts[part.key].label) if part.key in parts else part
            for part in item.parts
        ),
    )


def _option(option: Option, labels: dict[str, str]) -> Option:
    return replace(option, label=labels.get(option.key, option.label))
