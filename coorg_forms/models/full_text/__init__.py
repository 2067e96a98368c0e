"""Full text over the words of requests, on PostgreSQL and on SQLite, behind one index.

``search_text`` holds folded words only, so that both databases cut and compare them alike. The
index also holds who may read each request (``scope``), and is made after each migration when
something of it is missing.
"""

from django.db import connections

from coorg_forms.models.full_text import scope
from coorg_forms.models.full_text.postgresql import PostgreSQLIndex
from coorg_forms.models.full_text.sqlite import SQLiteIndex
from coorg_forms.models.full_text.writing import TABLE, Sought

__all__ = ["VENDORS", "Sought", "index", "prepare", "release"]

VENDORS = {"sqlite": SQLiteIndex, "postgresql": PostgreSQLIndex}


def index(using: str) -> SQLiteIndex | PostgreSQLIndex:
    """The index of words of a database.

    Raises:
        KeyError: there is none for databases of this kind.
    """
    connection = connections[using]
    return VENDORS[connection.vendor](connection)


def release(using: str) -> None:
    """Let go of the table of requests, which is about to be migrated."""
    index(using).release()


def prepare(using: str) -> None:
    """Make what searches need in this database, if it is missing; not on the way to an earlier
    migration, where the table is not yet as it is read."""
    if set(scope.COLUMNS) <= _columns(connections[using]):
        index(using).prepare()


def _columns(connection) -> set[str]:
    """Those of the table, if there is one."""
    known = connection.introspection
    with connection.cursor() as cursor:
        if TABLE not in known.table_names(cursor):
            return set()
        return {column.name for column in known.get_table_description(cursor, TABLE)}
