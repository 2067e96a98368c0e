"""What databases must be told to choose their indexes well.

On PostgreSQL: nearly every old request is closed and every open one is not. Taken apart, the
columns let the planner expect a twentieth of the rows that there are, and it sorts them all instead
of reading the first fifty along an index. And to look at the table more often than it usually does.
On SQLite: how many rows there are, which it never counts by itself.
"""

from django.db import connections

TABLE = "coorg_forms_supportrequest"
NAME = "coorg_forms_open_states"
#: As many rows of each index are looked at (https://sqlite.org/pragma.html#pragma_analysis_limit).
SAMPLE = 1000


def prepare(using: str) -> None:
    """Have this database know which values of these columns go together, if it can."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        if TABLE in connection.introspection.table_names(cursor):
            cursor.execute(
                f"CREATE STATISTICS IF NOT EXISTS {NAME} (mcv) "
                f"ON state, closed_at, quarantined_at FROM {TABLE}"
            )
            # Looked after each fiftieth of the rows, not each fifth: indexes alone answer then.
            cursor.execute(
                f"ALTER TABLE {TABLE} SET (autovacuum_vacuum_scale_factor = 0.02, "
                "autovacuum_analyze_scale_factor = 0.02)"
            )


def refresh(using: str) -> None:
    """Once a day: have SQLite look at how requests are spread; PostgreSQL does so by itself."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {SAMPLE}")
            cursor.execute(f"ANALYZE {TABLE}")
