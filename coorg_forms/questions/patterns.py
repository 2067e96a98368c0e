"""Patterns that an editor can write without a manual: ``9`` a digit, ``A`` a letter.

``A9A 9A9`` is a postal code, ``999-AA|9999`` one of two ways to write a file number. Every other
character stands for itself; case and the number of spaces do not matter.
"""

import re
from functools import lru_cache

#: What an editor may write as a pattern.
PATTERN = r"^[^\x00-\x1f]{1,80}$"

_CLASSES = {"9": "[0-9]", "A": "[^\\W\\d_]"}


def matches(pattern: str, text: str) -> bool:
    """Whether ``text`` is written like one of the ways of ``pattern``."""
    return bool(_compiled(pattern).fullmatch(text))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern:
    return re.compile("|".join(_one_way(way.strip()) for way in pattern.split("|")), re.IGNORECASE)


def _one_way(way: str) -> str:
    return "".join(_class_of(character) for character in re.sub(r"\s+", " ", way))


def _class_of(character: str) -> str:
    if character == " ":
        return r"\s*"
    return _CLASSES.get(character) or re.escape(character)
