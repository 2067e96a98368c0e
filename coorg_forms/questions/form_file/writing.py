"""From a form to the JSON of its file: blanks and defaults are left out, ids are kept."""

from collections.abc import Mapping

from wagtail import blocks

from coorg_forms.questions.form_file.content import FORMAT, VERSION, FormFile, is_text


def write(form: FormFile, block: blocks.StreamBlock) -> dict:
    """``form`` as JSON values. ``block`` is the definition of the stream."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "languages": list(form.languages),
        "texts": {name: _words(words) for name, words in form.texts.items() if _words(words)},
        "settings": dict(form.settings),
        "refers_to": {name: code for name, code in form.refers_to.items() if code},
        "items": [_item(item, block) for item in form.items],
    }


def merged(
    block: blocks.StreamBlock,
    streams: Mapping[str, list[dict]],
    alike: frozenset[str] = frozenset(),
) -> list[dict]:
    """Raw streams of one form, by language, as one list of items whose texts are ``Words``.

    The first stream gives the structure; in the others the same text at the same place is taken
    for a text that nobody translated, unless its path is in ``alike``.
    """
    (first, source), *others = streams.items()
    by_id = {language: {item["id"]: item for item in raw} for language, raw in others}
    found = []
    for item in source:
        if item["type"] in block.child_blocks:
            values = {first: item["value"]}
            for language, items in by_id.items():
                if other := items.get(item["id"]):
                    values[language] = other["value"]
            child = block.child_blocks[item["type"]]
            value = _merged(child, values, item["id"], alike)
            found.append({"type": item["type"], "id": item["id"], "value": value})
    return found


def _merged(block, values: Mapping, path: str, alike: frozenset[str]):
    (first, value), *others = values.items()
    if is_text(block):
        kept = {
            language: text
            for language, text in others
            if text and value and (text != value or f"{language}:{path}" in alike)
        }
        return {first: value or "", **kept}
    if isinstance(block, blocks.StructBlock):
        return {
            name: _merged(
                child, {k: v.get(name) for k, v in values.items() if v}, f"{path}.{name}", alike
            )
            for name, child in block.child_blocks.items()
            if name in (value or {})
        }
    if isinstance(block, blocks.ListBlock):
        return [_merged_item(block, item, others, path, first, alike) for item in value or ()]
    return value


def _merged_item(block, item, others, path, first, alike) -> dict:
    values = {first: item["value"]}
    for language, items in others:
        same = next((other for other in items or () if other["id"] == item["id"]), None)
        if same:
            values[language] = same["value"]
    value = _merged(block.child_block, values, f"{path}.{item['id']}", alike)
    return {"type": "item", "id": item["id"], "value": value}


def _item(item: dict, block: blocks.StreamBlock) -> dict:
    value = _value(block.child_blocks[item["type"]], item["value"])
    return {"type": item["type"], "id": item["id"], **value}


def _value(block: blocks.Block, value):
    if is_text(block):
        return _words(value)
    if isinstance(block, blocks.StructBlock):
        written = {name: _value(block.child_blocks[name], child) for name, child in value.items()}
        return {
            name: child
            for name, child in written.items()
            if not _is_default(block.child_blocks[name], child)
        }
    if isinstance(block, blocks.ListBlock):
        return [{"id": item["id"], **_listed(block.child_block, item["value"])} for item in value]
    return value


def _listed(block: blocks.Block, value) -> dict:
    written = _value(block, value)
    return written if isinstance(block, blocks.StructBlock) else {"value": written}


def _words(words) -> dict:
    return {language: text for language, text in words.items() if text}


def _is_default(block: blocks.Block, value) -> bool:
    """Whether a reader finds ``value`` again by itself."""
    if is_text(block) or isinstance(block, blocks.ListBlock | blocks.StructBlock):
        return not value
    return value == block.get_prep_value(block.get_default())
