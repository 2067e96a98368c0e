"""Full text over the words of requests, on PostgreSQL and on SQLite, behind one function.

``search_text`` holds folded words only, so that both databases cut and compare them alike:
PostgreSQL in a generated column with a GIN index, SQLite in an FTS5 table that triggers keep. Both
are made after each migration, when something of them is missing: SQLite loses the triggers of a
table whenever a migration rebuilds it.
"""

from collections.abc import Sequence

from django.db import connections
from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

TABLE = "coorg_forms_supportrequest"
INDEX = "coorg_forms_request_words"

#: A search that finds more than this is common: its rows are met soon along any order.
COMMON = 5000
#: As many more may come in between counting and reading.
SPARE = 100


def condition(using: str, words: Sequence[str]) -> Q:
    """The condition on requests that every one of ``words`` begins a word of theirs.

    Rare words are looked up first and then sorted; common ones are met along the list's own order.
    """
    vendor = _vendor(connections[using].vendor)
    found = _found(using, vendor, words)
    if found >= COMMON:
        return Q(vendor.holds(words))
    # The limit tells the planner how rare they are: it expects a fiftieth of all rows otherwise.
    keys = f"{vendor.FOUND} LIMIT {found + SPARE}"
    return Q(pk__in=RawSQL(keys, [vendor.query(words)]))


def prepare(using: str) -> None:
    """Make what the searches need in this database, if it is missing."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE in connection.introspection.table_names(cursor):
            _vendor(connection.vendor).prepare(cursor)


def _found(using: str, vendor, words: Sequence[str]) -> int:
    """How many requests hold them, or ``COMMON`` if there are more.

    Whole words are asked first: they are counted as they are met, beginnings all at once.
    """
    found = 0
    with connections[using].cursor() as cursor:
        for query in (vendor.query(words, whole=True), vendor.query(words)):
            if found < COMMON:
                counted = f"SELECT COUNT(*) FROM ({vendor.FOUND} LIMIT {COMMON}) AS f"
                cursor.execute(counted, [query])
                found = cursor.fetchone()[0]
    return found


class _SQLite:
    FOUND = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"

    TRIGGERS = {
        "added": f"AFTER INSERT ON {TABLE}",
        "changed": f"AFTER UPDATE OF search_text ON {TABLE}",
        "deleted": f"AFTER DELETE ON {TABLE}",
    }
    _ADD = f"INSERT INTO {INDEX}(rowid, search_text) VALUES (new.id, new.search_text);"
    _DROP = (
        f"INSERT INTO {INDEX}({INDEX}, rowid, search_text) "
        "VALUES ('delete', old.id, old.search_text);"
    )
    ACTIONS = {"added": _ADD, "changed": _DROP + _ADD, "deleted": _DROP}

    @staticmethod
    def query(words: Sequence[str], *, whole: bool = False) -> str:
        first = '"{}"' if whole else '"{}"*'
        return " AND ".join(_either(word, first, '"{}"', " OR ") for word in words)

    @staticmethod
    def holds(words: Sequence[str]):
        """A subquery, so that SQLite asks it last: of the rows in reach only."""
        conditions, parameters = [], []
        for word in words:
            starts = _spellings(word)
            either = " OR ".join([f"instr(' ' || {TABLE}.search_text, %s) > 0"] * len(starts))
            conditions.append(f"({either})")
            parameters += [f" {start}" for start in starts]
        sql = f"SELECT {' AND '.join(conditions)}"
        return RawSQL(sql, parameters, output_field=BooleanField())

    @classmethod
    def prepare(cls, cursor) -> None:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{INDEX}%"])
        known = {name for (name,) in cursor.fetchall()}
        names = {f"{INDEX}_{name}" for name in cls.TRIGGERS}
        if names | {INDEX} <= known:
            return
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5"
            f"(search_text, content='{TABLE}', content_rowid='id', prefix='2 3 4')"
        )
        for name, moment in cls.TRIGGERS.items():
            cursor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {INDEX}_{name} {moment} "
                f"BEGIN {cls.ACTIONS[name]} END"
            )
        cursor.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')")


class _PostgreSQL:
    FOUND = f"SELECT id FROM {TABLE} WHERE words @@ to_tsquery('simple', %s)"

    @staticmethod
    def query(words: Sequence[str], *, whole: bool = False) -> str:
        first = "{}" if whole else "{}:*"
        return " & ".join(_either(word, first, "{}", " | ") for word in words)

    @classmethod
    def holds(cls, words: Sequence[str]):
        """So written, the planner takes them for common, which they are, and the GIN index stays
        out: it would gather every row before the first."""
        condition = f"({TABLE}.words @@ to_tsquery('simple', %s)) IS DISTINCT FROM FALSE"
        return RawSQL(condition, [cls.query(words)], output_field=BooleanField())

    @staticmethod
    def prepare(cursor) -> None:
        cursor.execute("SELECT 1 FROM pg_indexes WHERE indexname = %s", [INDEX])
        if cursor.fetchone():
            return
        cursor.execute(
            f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS words tsvector "
            "GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED"
        )
        cursor.execute(f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (words)")


def _vendor(name: str):
    """Any other database is refused here, by its name."""
    return {"sqlite": _SQLite, "postgresql": _PostgreSQL}[name]


def _spellings(word: str) -> list[str]:
    """``142`` also stands for the number of a reference, ``00142``."""
    return [word, word.zfill(5)] if word.isdigit() and len(word) < 5 else [word]


def _either(word: str, beginning: str, whole: str, joint: str) -> str:
    """``word`` is letters and digits only: the patterns give it the marks of the query language."""
    first, *others = _spellings(word)
    return f"({joint.join([beginning.format(first), *map(whole.format, others)])})"
