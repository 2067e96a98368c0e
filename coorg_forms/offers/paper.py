"""The nodes of a leaflet, and how texts become them. The Typst template draws each kind.

A text is a list of runs: strings, and ``{"note", "text", "first"}`` where a footnote is
referred to.
"""

from dataclasses import asdict
from html.parser import HTMLParser

from coorg_forms.offers.notes import REFERENCE, Notes


class Paper:
    """Makes the nodes of one leaflet and remembers which footnotes were printed.

    Each method returns one node; a text that is empty makes none of its own.
    """

    def __init__(self, notes: Notes):
        self.notes, self._printed = notes, set()

    def heading(self, text: str, level=2) -> dict:
        return {"kind": "heading", "level": level, "text": self.runs(text)}

    def paragraph(self, text: str, look="") -> dict:
        return {"kind": "paragraph", "text": self.runs(text), "look": look}

    def items(self, items, numbered=False) -> dict:
        """``items``: texts, or ``(title, text)`` pairs."""
        pairs = [item if isinstance(item, tuple) else ("", item) for item in items]
        return {
            "kind": "items",
            "numbered": numbered,
            "items": [{"title": t, "text": self.runs(text)} for t, text in pairs],
        }

    def words(self, items) -> dict:
        """Short words, one after the other."""
        return {"kind": "words", "items": list(items)}

    def table(self, head, rows) -> dict:
        return {"kind": "table", "head": list(head), "rows": [list(row) for row in rows]}

    def contact(self, view) -> dict:
        return {"kind": "contact", "label": view.label, "lines": view.lines, "uri": view.uri}

    def code(self, code, caption: str) -> dict:
        return {"kind": "code", "text": caption, **asdict(code)}

    def paragraphs(self, text: str) -> list[dict]:
        """One node for each line of a plain text."""
        return [self.paragraph(line.strip()) for line in text.splitlines() if line.strip()]

    def rich(self, html: str) -> list[dict]:
        """The nodes of a rich text: headings, paragraphs and lists."""
        parser = _Reader(self)
        parser.feed(html)
        parser.close()
        return parser.nodes

    def runs(self, text: str) -> list:
        found = []
        for index, part in enumerate(REFERENCE.split(text)):
            if index % 2:
                found.append(self._reference(int(part)))
            elif part:
                found.append(part)
        return found

    def _reference(self, number: int):
        note = self.notes.get(number)
        if note is None:
            return f"[{number}]"
        first = number not in self._printed
        self._printed.add(number)
        return {"note": number, "text": note.text, "first": first}


class _Reader(HTMLParser):
    """Reads the HTML that Wagtail's editor makes."""

    def __init__(self, paper: Paper):
        super().__init__()
        self.paper, self.nodes = paper, []
        self._text, self._items = "", None

    def handle_starttag(self, tag, attrs):
        if tag in ("ul", "ol"):
            self._items = []
        elif tag in ("p", "li", "h2", "h3", "h4"):
            self._text = ""
        elif tag == "br":
            self._text += " "

    def handle_data(self, data):
        self._text += data

    def handle_endtag(self, tag):
        text = " ".join(self._text.split(" ")).strip()
        if tag == "li" and self._items is not None:
            self._items.append(text)
        elif tag in ("ul", "ol"):
            self.nodes.append(self.paper.items(self._items or [], numbered=tag == "ol"))
            self._items = None
        elif tag in ("h2", "h3", "h4") and text:
            self.nodes.append(self.paper.heading(text, 3))
        elif tag == "p" and text:
            self.nodes.append(self.paper.paragraph(text))
