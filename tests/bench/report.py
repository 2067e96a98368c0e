"""The tables of docs/benchmarks.md: each measure replaces its own."""

import os
import platform
import re
from pathlib import Path

from wagtail import VERSION

FILE = Path(__file__).resolve().parents[2] / "docs" / "benchmarks.md"


def write(name: str, text: str) -> None:
    """Put ``text`` between the marks called ``name``.

    Raises:
        ValueError: the page has no such marks.
    """
    page, number = re.subn(
        rf"(<!-- {name} -->\n).*?(<!-- end -->)",
        lambda marks: f"{marks[1]}{made_on()}\n\n{text}\n{marks[2]}",
        FILE.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    if not number:
        raise ValueError(f"docs/benchmarks.md has no place for {name}")
    FILE.write_text(page, encoding="utf-8")


def made_on() -> str:
    wagtail = ".".join(map(str, VERSION[:3]))
    python = platform.python_version()
    return f"Measured with Wagtail {wagtail}, Python {python}, {os.cpu_count()} cores."
