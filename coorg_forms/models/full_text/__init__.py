"""Full text over the words of requests, on PostgreSQL and on SQLite, behind one index.

``search_text`` holds folded words only, so that both databases cut and compare them alike. The
index also holds who may read each request (``scope``), and is made after each migration when
something of it is missing.
"""

from django.db import connections

from coorg_forms.models.full_text.postgresql import PostgreSQLIndex
from coorg_forms.models.full_text.sqlite import SQLiteIndex
from coorg_forms.models.full_text.writing import TABLE

VENDORS = {"sqlite": SQLiteIndex, "postgresql": PostgreSQLIndex}


def index(using: str) -> SQLiteIndex | PostgreSQLIndex:
    """The index of words of a database.

    Raises:
        KeyError: there is none for databases of this kind.
    """
    connection = connections[using]
    return VENDORS[connection.vendor](connection)


def prepare(using: str) -> None:
    """Make what searches need in this database, if it is missing."""
    connection = connections[using]
    if TABLE in connection.introspection.table_names():
        index(using).prepare()
