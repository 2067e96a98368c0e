"""The scripts and style sheets that the admin loads of ours."""

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

SHEETS = (
    "coorg_forms/inbox/inbox.css",
    "coorg_forms/inbox/enter.css",
    "coorg_forms/inbox/follow.css",
    "coorg_forms/inbox/grids.css",
    "coorg_forms/inbox/talk.css",
    "coorg_forms/editor/editor.css",
)


def builder_script() -> str:
    return _script("coorg_forms/editor/builder.js")


def seek_script() -> str:
    return _script("coorg_forms/editor/seek.js")


def inbox_script() -> str:
    return _script("coorg_forms/inbox/inbox.js")


def style_sheets() -> str:
    addresses = [[static(sheet)] for sheet in SHEETS]
    return format_html_join("", '<link rel="stylesheet" href="{}">', addresses)


def _script(path: str) -> str:
    return format_html('<script type="module" src="{}"></script>', static(path))
