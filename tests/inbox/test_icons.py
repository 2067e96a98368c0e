"""Every icon that the inbox and the editor name is one that Wagtail draws."""

import re
from pathlib import Path

from wagtail.admin.icons import get_icons

import coorg_forms

NAMED = re.compile(r"""icon(?:_name)?\s*=\s*"([a-z][a-z0-9-]*)"|{% icon name="([a-z0-9-]+)" """)


def test_every_icon_is_drawn():
    drawn = set(re.findall(r'id="icon-([\w-]+)"', get_icons()))
    sources = [
        source
        for ending in ("*.py", "*.html")
        for source in Path(coorg_forms.__file__).parent.rglob(ending)
    ]
    named = {
        one or other: source.name
        for source in sources
        for one, other in NAMED.findall(source.read_text(encoding="utf-8"))
    }
    assert named
    assert {name: file for name, file in named.items() if name not in drawn} == {}
