"""The pieces of a record: plain data that a template draws on screen and Typst on paper."""


def heading(text: str) -> dict:
    return {"kind": "heading", "text": str(text)}


def paragraph(text: str) -> dict:
    return {"kind": "paragraph", "text": str(text)}


def strong(text: str) -> dict:
    return {"kind": "strong", "text": str(text)}


def quote(text: str, language: str = "fr") -> dict:
    """What somebody wrote; staff write in French."""
    return {"kind": "quote", "text": text, "language": language}


def table(head: list[str], rows: list[list[str]]) -> dict:
    return {"kind": "table", "head": head, "rows": rows}


def facts(rows: list[tuple[str, str]]) -> dict:
    """Pairs of a label and a value; pairs without a value are left out."""
    return {"kind": "facts", "rows": [[label, str(value)] for label, value in rows if value]}
