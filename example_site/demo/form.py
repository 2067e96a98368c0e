"""From ``form.json`` to the blocks of a request form, in one language."""

import re
from collections.abc import Iterator

from example_site.demo.files import read
from example_site.demo.ids import fixed_id

#: Type in ``form.json`` → block type. The others are in ``_block_type``.
TYPES = {
    "text": "text",
    "textarea": "long_text",
    "radio": "radio",
    "select": "select",
    "checkbox": "checkboxes",
    "checkbox_single": "declaration",
    "name": "name",
    "email": "email",
    "phone_ext": "phone",
    "date": "date",
    "file": "file",
}

#: Setting in ``form.json`` → child of the block.
SETTINGS = {
    "max_length": "max_length",
    "rows": "rows",
    "min_choices": "fewest",
    "max_choices": "most",
    "accept": "kinds",
    "max_files": "max_files",
    "max_mb": "max_mb",
    "prefill": "prefill",
}

#: Helps that suit our types better: our date has three fields, in the order day, month, year.
HELPS = {"deadline": {"fr": "Exemple\u00a0: 31 3 2027", "en": "Example: 31 3 2027"}}

#: Options that ask to specify, besides those that say so themselves.
FREE_TEXT = frozenset({("themes", "other")})


def stream(language: str, establishment: str = "outaouais") -> list[dict]:
    """The raw stream of an establishment's form: same ids and keys in every language.

    Every stream item and every list item has an id: Wagtail reads a list item without one as
    empty, and says nothing.
    """
    form = read("form")
    items = []
    for section in form["sections"]:
        items.append(_section(section, language))
        items += [
            _question(question, language, establishment)
            for question in form["questions"]
            if question["section"] == section["key"]
        ]
    assert_ids(items)
    return items


def assert_ids(items: list) -> None:
    """Fail on a stream or list item without an id, at any depth."""
    for item in items:
        assert item.get("id"), f"no id: {item}"
        for value in _children(item):
            if _is_list_of_items(value):
                assert_ids(value)


def texts(items: list[dict], path: str) -> Iterator[tuple[str, str]]:
    """``(path, text)`` of every text below ``path``, as wagtail-localize writes its paths."""
    for item in items:
        for name, value in item["value"].items():
            place = f"{path}.{item['id']}.{name}"
            if _is_list_of_items(value):
                yield from texts(value, place)
            elif isinstance(value, str):
                yield place, value


def _is_list_of_items(value) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _children(item: dict) -> Iterator:
    value = item["value"]
    yield from value.values() if isinstance(value, dict) else ()


def _section(section: dict, language: str) -> dict:
    return {
        "type": "section",
        "id": str(fixed_id("section", section["key"])),
        "value": {"title": section["title"][language], "text": ""},
    }


def _question(question: dict, language: str, establishment: str) -> dict:
    key, kind = question["key"], _block_type(question)
    value = {
        "key": key,
        "label": question["label"][language],
        "help": _help(question, language, establishment),
        "personal": question.get("personal", False),
        "why": question.get("why", {}).get(language, ""),
        **_conditions(question, "show_if", "show_match"),
    }
    if kind != "consent":
        value["required"] = question["required"]
        value |= _conditions(question, "required_if", "require_match")
    if role := question.get("role"):
        value["role"] = role
    if options := _options(question, language):
        value["options"] = options
    if question.get("not_before") == "today":
        value["bound"] = "future"
    value |= {child: question[name] for name, child in SETTINGS.items() if name in question}
    return {"type": kind, "id": str(fixed_id("question", key)), "value": value}


def _block_type(question: dict) -> str:
    if question.get("consent"):
        return "consent"
    if question.get("options_from") == "territories":
        return "territory"
    if question["key"] == "neq":
        return "neq"
    return TYPES[question["type"]]


def _help(question: dict, language: str, establishment: str) -> str:
    """The help of a question, without the sentences that name a place of another establishment."""
    text = {**question.get("help", {}), **HELPS.get(question["key"], {})}.get(language, "")
    if establishment == "outaouais":
        return text
    return re.sub(r" [^.]*Pontiac[^.]*\.", "", text)


def _options(question: dict, language: str) -> list[dict]:
    """The answers that the editor writes; the territories come from the site."""
    source = question.get("options_from")
    listed = question.get("options", [])
    if source and source != "territories":
        listed = read("taxonomies")[source]
    return [
        {
            "type": "item",
            "id": str(fixed_id("option", question["key"], option["key"])),
            "value": {
                "key": option["key"],
                "label": option["label"][language],
                "free_text": option.get("free_text", False)
                or (question["key"], option["key"]) in FREE_TEXT,
            },
        }
        for option in [*listed, *question.get("extra_options", [])]
    ]


def _conditions(question: dict, name: str, match_name: str) -> dict:
    """A condition of ``form.json`` as the two children of the block, or nothing."""
    if name not in question:
        return {}
    ((match, tests),) = question[name].items()
    return {
        match_name: match,
        name: [
            {
                "type": "item",
                "id": str(fixed_id(name, question["key"], index)),
                "value": {
                    "question": test["question"],
                    "op": test["op"],
                    "answers": ", ".join(_listed(test["value"])),
                },
            }
            for index, test in enumerate(tests)
        ],
    }


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
