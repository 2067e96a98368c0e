"""Keys of rows that a request is linked to, as one text in its own row: ``|3|7|``.

Indexes hold the text: nobody looks into another table for the few requests that have one.
"""

from collections.abc import Iterable

#: In characters: an index of PostgreSQL holds no more than 2,704 bytes of a row.
LONGEST = 2000


def as_text(keys: Iterable[int]) -> str:
    """``|3|7|``, of hundreds the first ones; empty when there are none."""
    written = ""
    for key in sorted(keys):
        if len(written) < LONGEST:
            written += f"|{key}"
    return f"{written}|" if written else ""
