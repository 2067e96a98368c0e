"""Facets: the combinations of what ended requests are filtered by, a few hundred among a million.

A filter that matches few requests, or none, would have a database walk through everything that ever
ended. The combinations that exist are read one by one along an index, those that match are kept,
and the index leads straight to their rows.
"""

from collections.abc import Collection, Mapping

from django.db import connections, models
from django.db.models import QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from coorg_forms.models.reach import Reach

FACETS = ("state", "service", "band", "score_state", "language", "channel")
_BETWEEN = "|"

_DISTINCT = """
WITH RECURSIVE found(facet) AS (
    SELECT (SELECT MIN(facet) FROM {table} WHERE closed_at IS NOT NULL)
    UNION ALL
    SELECT (SELECT MIN(facet) FROM {table} WHERE closed_at IS NOT NULL AND facet > found.facet)
    FROM found WHERE found.facet IS NOT NULL
)
SELECT facet FROM found WHERE facet IS NOT NULL
"""


def facet_expression():
    """``closed|12|high|done|fr|web``: what the database keeps in each row."""
    text = models.CharField(max_length=20)
    service = Coalesce(Cast("service_id", text), Value(""))
    parts = [service if name == "service" else name for name in FACETS]
    joined = [piece for part in parts for piece in (part, Value(_BETWEEN))]
    return Concat(*joined[:-1], output_field=models.CharField())


def narrow(requests: QuerySet, wanted: Mapping[str, Collection], reach: Reach) -> QuerySet | None:
    """The ended ``requests`` whose facets are ``wanted``, by the index that knows them.

    None when nothing is wanted, and on PostgreSQL for whoever works in some territories: it finds
    these sooner by itself.

    Arguments:
        wanted: name of a facet → the values that it may have; what is not named may be anything.
    """
    finds_them = connections[requests.db].vendor == "postgresql" and not reach.is_everywhere
    if not wanted or finds_them:
        return None
    values = {FACETS.index(name): set(map(str, given)) for name, given in wanted.items()}
    found = [facet for facet in _existing(requests) if _is_wanted(facet.split(_BETWEEN), values)]
    return requests.filter(facet__in=found)


def _existing(requests: QuerySet) -> list[str]:
    """The facets of what ended, each by one look into the index."""
    with connections[requests.db].cursor() as cursor:
        cursor.execute(_DISTINCT.format(table=requests.model._meta.db_table))
        return [facet for (facet,) in cursor.fetchall()]


def _is_wanted(facet: list[str], values: Mapping[int, set[str]]) -> bool:
    return all(facet[index] in given for index, given in values.items())
