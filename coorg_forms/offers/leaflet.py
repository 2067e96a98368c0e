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
    return _printed(
        TEMPLATE, content, lambda source, data: _fit(source, data, PAGES[content["layout"]])
    )


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


def _fit(source: Path, data: str, choices: tuple[int, ...]) -> bytes:
    """The fewest pages, then the largest letters, with which everything fits."""
    with _lock:
        for pages in choices[:-1]:
            pdf = _compile(source, data, SIZES[-1])
            if _pages(pdf) <= pages:
                return _largest(source, data, pages, pdf)
        return _largest(source, data, choices[-1])


def _largest(source: Path, data: str, pages: int, smallest: bytes = b"") -> bytes:
    """The PDF with the largest letters that fits on ``pages``; else the smallest ones."""
    low, high, best = 0, len(SIZES) - 1, smallest
    while low < high:
        middle = (low + high) // 2
        pdf = _compile(source, data, SIZES[middle])
        if _pages(pdf) <= pages:
            high, best = middle, pdf
        else:
            low = middle + 1
    return best or _compile(source, data, SIZES[-1])


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
