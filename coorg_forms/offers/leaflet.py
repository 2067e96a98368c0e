"""Print a leaflet: plain data in, an accessible PDF out (PDF/UA-1, checked by Typst itself).

The letters shrink, within what can be read, until everything fits on its pages. A leaflet that was
printed once is kept in the cache under the hash of its content: what changes prints anew.
"""

import hashlib
import json
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from django.core.cache import cache as store
from django.template.loader import get_template

from coorg_forms.conf import settings

#: A site may put its own in its templates.
TEMPLATE = "coorg_forms/leaflet/leaflet.typ"
FORM_TEMPLATE = "coorg_forms/leaflet/form.typ"
RECORD_TEMPLATE = "coorg_forms/leaflet/record.typ"
#: Letters of a form on paper, in points.
FORM_SIZE = 10.5
#: Layout → how many pages it may have, the best first: a sheet has one side, or two when there is
#: too much to read on one.
PAGES = {"sheet": (1, 2), "folded": (2,)}
#: Letters, in points, from the largest; smaller ones are hard to read.
SIZES = (11.5, 10.5, 9.5, 9, 8.5, 8)
#: Letters of one point that a page has room for, more or less: where to begin.
ROOM = 380_000
SECONDS_KEPT = 24 * 3600
STANDARD = "ua-1"
_PAGE = re.compile(rb"/Type\s*/Page\b")

#: The compiler keeps its fonts, and serves one thread at a time.
_lock = Lock()


def can_print() -> bool:
    """Whether the extra ``leaflet`` is installed."""
    return find_spec("typst") is not None


def print_leaflet(content: dict) -> bytes:
    """The PDF of ``content`` (see ``public.leaflets.content_of``).

    Raises:
        typst.TypstError: the template is not valid, or breaks PDF/UA-1.
    """
    return _printed(TEMPLATE, content, lambda source, data: _fit(source, content, data))


def print_form(content: dict) -> bytes:
    """The PDF of a form to fill in by hand (see ``public.paper_form.content_of``).

    Raises:
        typst.TypstError: the template is not valid, or breaks PDF/UA-1.
    """
    return _printed(FORM_TEMPLATE, content, lambda source, data: _compile(source, data, FORM_SIZE))


def print_record(content: dict) -> bytes:
    """The PDF of why a request was decided so (see ``inbox.explanation``).

    It is about people: nothing of it is kept in the cache.

    Raises:
        typst.TypstError: the template is not valid, or breaks PDF/UA-1.
    """
    source = Path(get_template(RECORD_TEMPLATE).origin.name)
    with _lock:
        return _compile(source, json.dumps(content, default=str), FORM_SIZE)


def _printed(template: str, content: dict, draw: Callable[[Path, str], bytes]) -> bytes:
    """What was drawn before from the same content, or drawn now."""
    source = Path(get_template(template).origin.name)
    data = json.dumps(content, sort_keys=True, default=str)
    key = "coorg-leaflet-" + hashlib.sha256((source.read_text("utf-8") + data).encode()).hexdigest()
    pdf = store.get(key)
    if pdf is None:
        pdf = draw(source, data)
        store.set(key, pdf, SECONDS_KEPT)
    return pdf


def _fit(source: Path, content: dict, data: str) -> bytes:
    """The fewest pages, then the largest letters, with which everything fits; else the smallest.

    Each try draws everything, so the first is a guess by how much there is to read; most leaflets
    take two.
    """
    looks = [(pages, size) for pages in PAGES[content["layout"]] for size in SIZES]
    first = _guess(looks, _length(content["panels"]))
    with _lock:
        best = _tried(source, data, looks[first])
        if best is None:
            smaller = (_tried(source, data, look) for look in looks[first + 1 :])
            return next(filter(None, smaller), None) or _compile(source, data, SIZES[-1])
        for look in reversed(looks[:first]):
            if (better := _tried(source, data, look)) is None:
                break
            best = better
        return best


def _guess(looks: list[tuple[int, float]], length: int) -> int:
    """Where to begin among ``looks``: the first with room for ``length`` letters."""
    rooms = enumerate(pages * ROOM / size**2 for pages, size in looks)
    return next((place for place, room in rooms if room >= length), len(looks) - 1)


def _length(node) -> int:
    """How many letters there are to read in nodes of ``offers.paper``."""
    if isinstance(node, str):
        return len(node)
    if isinstance(node, dict):
        return sum(_length(value) for name, value in node.items() if name != "svg")
    return sum(map(_length, node)) if isinstance(node, list) else 0


def _tried(source: Path, data: str, look: tuple[int, float]) -> bytes | None:
    """The PDF with letters of that size, or None if it takes more than its pages."""
    pages, size = look
    pdf = _compile(source, data, size)
    return pdf if _pages(pdf) <= pages else None


def _pages(pdf: bytes) -> int:
    """How many pages it has: Typst writes the object of each in clear."""
    return len(_PAGE.findall(pdf))


def _compile(source: Path, data: str, size: float) -> bytes:
    inputs = {"content": data, "size": str(size), "fonts": ",".join(settings.LEAFLET_FONTS)}
    return _compiler(source).compile(sys_inputs=inputs, format="pdf", pdf_standards=[STANDARD])


@cache
def _compiler(source: Path):
    """Fonts are read once for each process; those of the machine are left aside, so that a leaflet
    looks the same everywhere."""
    import typst

    return typst.Compiler(
        str(source), root=str(source.parent), font_paths=_font_folders(), ignore_system_fonts=True
    )


def _font_folders() -> list[str]:
    """Where the site keeps its fonts, and those that the extra brings."""
    folders = list(settings.LEAFLET_FONT_FOLDERS)
    if spec := find_spec("font_source_sans_pro"):
        folders.append(str(Path(spec.origin).parent / "files"))
    return folders
