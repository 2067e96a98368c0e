"""The tables of docs/benchmarks.md: each measure replaces its own."""

import os
import platform
import re
from pathlib import Path

from wagtail import VERSION

FILE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"


def write(name: str, text: str) -> None:
    """Put ``text`` between the marks called ``name``, which are added where there are none."""
    marked = f"<!-- {name} -->\n{made_on()}\n\n{text}\n<!-- end -->"
    marks = re.compile(rf"<!-- {name} -->\n.*?<!-- end -->", re.DOTALL)
    page = FILE.read_text(encoding="utf-8")
    if marks.search(page):
        page = marks.sub(lambda _found: marked, page)
    else:
        page = f"{page.rstrip()}\n\n## {name[0].upper()}{name[1:]}\n\n{marked}\n"
    FILE.write_text(page, encoding="utf-8")


def made_on() -> str:
    wagtail = ".".join(map(str, VERSION[:3]))
    python = platform.python_version()
    return f"Measured with Wagtail {wagtail}, Python {python}, {os.cpu_count()} cores."
