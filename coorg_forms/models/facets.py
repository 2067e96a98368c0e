"""Facets: the combinations of what ended requests are filtered by, a few hundred among a million.

A filter that matches few requests, or none, would have a database walk through everything that ever
ended. The combinations that exist are read one by one along an index, those that match are kept,
and the index leads straight to their rows.
"""

from collections.abc import Collection, Mapping

from django.db import connections, models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

FACETS = ("state", "service", "band", "score_state", "language", "channel")
_BETWEEN = "|"

TABLE = "coorg_forms_supportrequest"
_DISTINCT = f"""
WITH RECURSIVE found(facet) AS (
    SELECT (SELECT MIN(facet) FROM {TABLE} WHERE closed_at IS NOT NULL)
    UNION ALL
    SELECT (SELECT MIN(facet) FROM {TABLE} WHERE closed_at IS NOT NULL AND facet > found.facet)
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


def condition(using: str, wanted: Mapping[str, Collection]) -> Q:
    """The condition on ended requests that their facets are ``wanted``, which an index serves.

    Arguments:
        wanted: name of a facet → the values that it may have; what is not named may be anything.
    """
    values = {FACETS.index(name): set(map(str, given)) for name, given in wanted.items()}
    found = [facet for facet in _existing(using) if _is_wanted(facet.split(_BETWEEN), values)]
    return Q(facet__in=found)


def _existing(using: str) -> list[str]:
    """The facets of what ended, each by one look into the index."""
    with connections[using].cursor() as cursor:
        cursor.execute(_DISTINCT)
        return [facet for (facet,) in cursor.fetchall()]


def _is_wanted(facet: list[str], values: Mapping[int, set[str]]) -> bool:
    return all(facet[index] in given for index, given in values.items())
