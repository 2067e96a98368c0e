"""The territories that a request names besides the one that answers for it, as one text: ``|3|7|``.

Their teams may read it too. Indexes hold the text, so that nobody looks into another table for
the few requests that have one.
"""

from collections.abc import Iterable

from django.db.models import Q

NAMES_OTHERS = Q(other_territories__gt="")

#: In characters: an index of PostgreSQL holds no more than 2,704 bytes of a row. A request that
#: names hundreds of territories is read by the teams of the first ones, and by who sees everything.
LONGEST = 2000
#: More conditions than this are one: SQLite nests no more than a thousand.
MANY = 100


def as_text(keys: Iterable[int]) -> str:
    """``|3|7|``; empty when there are none."""
    written = ""
    for key in sorted(keys):
        if len(written) < LONGEST:
            written += f"|{key}"
    return f"{written}|" if written else ""


def naming(keys: Iterable[int]) -> Q:
    """The condition that a request names one of the territories besides its own."""
    written = [str(key) for key in sorted(keys)]
    if len(written) > MANY:
        return NAMES_OTHERS & Q(other_territories__regex=rf"\|({'|'.join(written)})\|")
    one = Q(pk__in=[])
    for key in written:
        one |= Q(other_territories__contains=f"|{key}|")
    return NAMES_OTHERS & one
