"""The territories that a request names besides the one that answers for it (see ``written_keys``).

Their teams may read it too. A request that names hundreds is read by the teams of the first ones,
and by who sees everything.
"""

from collections.abc import Iterable

from django.db.models import Q

NAMES_OTHERS = Q(other_territories__gt="")

#: More conditions than this are one: SQLite nests no more than a thousand.
MANY = 100


def naming(keys: Iterable[int]) -> Q:
    """The condition that a request names one of the territories besides its own."""
    written = [str(key) for key in sorted(keys)]
    if len(written) > MANY:
        return NAMES_OTHERS & Q(other_territories__regex=rf"\|({'|'.join(written)})\|")
    one = Q(pk__in=[])
    for key in written:
        one |= Q(other_territories__contains=f"|{key}|")
    return NAMES_OTHERS & one
