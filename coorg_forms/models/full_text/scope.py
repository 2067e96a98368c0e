"""Where a request stands, who may read it and which themes it names, as words beside its own.

The index of words intersects both: of a word that thousands of requests hold, it leads straight to
the ten in reach. Each says its stage with each of its places: ``et3s5`` has ended and is asked of
service 5 in territory 3, or names that territory besides its own; ``oe1`` is open in establishment
1; ``ou1`` is open there and waits to be routed; ``ot`` is open, whoever reads it. ``h3`` names a
theme.
"""

from collections.abc import Iterable

OPEN, ENDED, QUARANTINED = STAGES = "oeq"
#: More words than this are not looked up: the stage alone is.
MOST = 100

#: What they are made of: a change of one of these changes the words.
COLUMNS = (
    "closed_at",
    "quarantined_at",
    "establishment_id",
    "territory_id",
    "service_id",
    "other_territories",
    "named_themes",
)


def place(territory: int, service: int) -> str:
    """Word of what is asked of a service in a territory. Arguments are keys."""
    return f"t{territory}s{service}"


def establishment(key: int) -> str:
    """Word of everything in an establishment."""
    return f"e{key}"


def unrouted(key: int) -> str:
    """Word of what waits to be routed in an establishment."""
    return f"u{key}"


def theme(key: int) -> str:
    """Word of what names a theme."""
    return f"h{key}"


def words(places: Iterable[str], stages: str) -> list[str]:
    """The words to look up; none when they would lead to nearly everything, which ended.

    Arguments:
        places: of what is in reach; none when everything is.
        stages: letters, one or more of ``STAGES``.
    """
    found = [f"{stage}{one}" for stage in stages for one in places]
    if 0 < len(found) <= MOST:
        return found
    return [] if ENDED in stages else [f"{stage}t" for stage in stages]


def written(row: str = "") -> str:
    """The words of a row, as an expression that both databases know.

    Arguments:
        row: stands before the names of columns, ``new.`` in a trigger.
    """
    closed, spam, here, territory, service, others, themes = (f"{row}{name}" for name in COLUMNS)
    stage = f"CASE WHEN {closed} IS NOT NULL THEN 'e' WHEN {spam} IS NOT NULL THEN 'q' ELSE 'o' END"
    # Of ``|3|7|`` is made ``s5 ot3s5 ot7s5 ot``, after ``ot1``; of nothing, ``s5 ot``.
    between = f"'s' || COALESCE(CAST({service} AS text), '') || ' ' || {stage} || 't'"
    named = f"REPLACE(CASE {others} WHEN '' THEN '|' ELSE {others} END, '|', {between})"
    waits = f"{territory} IS NULL OR {service} IS NULL"
    return (
        f"{stage} || 't' || COALESCE(CAST({territory} AS text), '') || {named}"
        f" || ' ' || {stage} || 'e' || CAST({here} AS text)"
        f" || CASE WHEN {waits} THEN ' ' || {stage} || 'u' || CAST({here} AS text) ELSE '' END"
        f" || ' ' || REPLACE({themes}, '|', ' h')"
    )
