"""The data files of the demo. Texts are ``{"fr": …, "en": …}`` and keep their no-break spaces."""

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


@cache
def read(name: str) -> dict:
    """The content of ``data/<name>.json``. It is shared: do not change it."""
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
