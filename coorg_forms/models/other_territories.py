"""The territories that a request names besides the one that answers for it, as one text: ``|3|7|``.

Their teams may read it too. Indexes hold the text, so that nobody looks into another table for
the few requests that have one.
"""

from collections.abc import Iterable

from django.db.models import Q

NAMES_OTHERS = Q(other_territories__gt="")


def as_text(keys: Iterable[int]) -> str:
    """``|3|7|``; empty when there are none."""
    written = "|".join(map(str, sorted(keys)))
    return f"|{written}|" if written else ""


def naming(keys: Iterable[int]) -> Q:
    """The condition that a request names one of the territories besides its own."""
    one = Q(pk__in=[])
    for key in sorted(keys):
        one |= Q(other_territories__contains=f"|{key}|")
    return NAMES_OTHERS & one
