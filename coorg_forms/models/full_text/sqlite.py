"""The index of words on SQLite: an FTS5 table without contents, which triggers keep."""

import json
from collections.abc import Mapping, Sequence

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from coorg_forms.models.full_text import scope
from coorg_forms.models.full_text.writing import INDEX, TABLE, Sought, all_of, any_of, spellings
from coorg_forms.models.written_keys import as_text

_FOUND = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s"
_LISTED = "SELECT value FROM json_each(%s)"

_ADD = (
    f"INSERT INTO {INDEX}(rowid, said, placed) "
    f"VALUES (new.id, new.search_text, {scope.written('new.')});"
)
_DROP = (
    f"INSERT INTO {INDEX}({INDEX}, rowid, said, placed) "
    f"VALUES ('delete', old.id, old.search_text, {scope.written('old.')});"
)
_CHANGED = (
    f"(old.search_text, {scope.written('old.')}) IS NOT (new.search_text, {scope.written('new.')})"
)
_WATCHED = ", ".join(["search_text", *scope.COLUMNS])
#: Name → what SQLite keeps of it.
DEFINITIONS = {
    INDEX: (f"CREATE VIRTUAL TABLE {INDEX} USING fts5(said, placed, content='', prefix='2 3 4')"),
    f"{INDEX}_added": f"CREATE TRIGGER {INDEX}_added AFTER INSERT ON {TABLE} BEGIN {_ADD} END",
    f"{INDEX}_changed": (
        f"CREATE TRIGGER {INDEX}_changed AFTER UPDATE OF {_WATCHED} ON {TABLE} "
        f"WHEN {_CHANGED} BEGIN {_DROP + _ADD} END"
    ),
    f"{INDEX}_deleted": (
        f"CREATE TRIGGER {INDEX}_deleted AFTER DELETE ON {TABLE} BEGIN {_DROP} END"
    ),
}


class SQLiteIndex:
    """The index behind ``connection``."""

    #: The rows of as many keys are soon looked up, one by one.
    FEW = 3000
    #: As many keys are soon gathered, to be met along a list.
    MANY = MET_SOON = 30_000

    def __init__(self, connection):
        self.connection = connection

    def release(self) -> None:
        """SQLite drops no column that a trigger reads."""
        with self.connection.cursor() as cursor:
            for name in DEFINITIONS:
                if name != INDEX:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")

    def prepare(self) -> None:
        """SQLite loses the triggers of a table whenever a migration rebuilds it."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master")
            known = dict(cursor.fetchall())
            if DEFINITIONS.items() <= known.items():
                return
            for name in DEFINITIONS:
                kind = "TABLE" if name == INDEX else "TRIGGER"
                cursor.execute(f"DROP {kind} IF EXISTS {name}")
            for definition in DEFINITIONS.values():
                cursor.execute(definition)
            cursor.execute(
                f"INSERT INTO {INDEX}(rowid, said, placed) "
                f"SELECT id, search_text, {scope.written()} FROM {TABLE}"
            )

    def keys(self, sought: Sought, most: int) -> list[int]:
        """Those of the first ``most`` requests that are ``sought``."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"{_FOUND} LIMIT %s", [_query(sought), most])
            return [key for (key,) in cursor.fetchall()]

    def places(self, sought: Sought, most: int, columns: Mapping) -> list[tuple] | None:
        """None: they are not where the keys are."""
        return None

    def leads(self, sought: Sought) -> Q:
        """The condition that ``keys`` would give the key of a request, however many they are."""
        return Q(pk__in=RawSQL(_FOUND, [_query(sought)]))

    def holds(self, words: Sequence[str]) -> RawSQL:
        """Whether a request in reach holds all ``words``. A subquery, so that SQLite asks it last:
        of the rows that are left only."""
        conditions, parameters = [], []
        for word in words:
            starts = spellings(word)
            either = " OR ".join([f"instr(' ' || {TABLE}.search_text, %s) > 0"] * len(starts))
            conditions.append(f"({either})")
            parameters += [f" {start}" for start in starts]
        sql = f"SELECT {' AND '.join(conditions)}"
        return RawSQL(sql, parameters, output_field=BooleanField())

    def names(self, themes: Sequence[int]) -> RawSQL:
        """Whether a request in reach names one of the themes, by their keys."""
        either = " OR ".join([f"instr({TABLE}.named_themes, %s) > 0"] * len(themes))
        marks = [as_text([key]) for key in themes]
        return RawSQL(f"({either})", marks, output_field=BooleanField())

    def along(self, keys: Sequence[int]) -> Q | None:
        """The condition that the key is one of ``keys``, asked of row after row; None where other
        conditions take less time.

        Arguments:
            keys: less than ``MANY``.
        """
        # The sign keeps SQLite from going through the keys: an index of the list alone is read.
        sql = f"+{TABLE}.id IN ({_LISTED})"
        return Q(RawSQL(sql, [json.dumps(keys)], output_field=BooleanField()))

    def among(self, keys: Sequence[int]) -> Q:
        """The condition that the key is one of ``keys``, as one parameter."""
        if not keys:
            return Q(pk__in=[])
        return Q(pk__in=RawSQL(_LISTED, [json.dumps(keys)]))


def _query(sought: Sought) -> str:
    parts = ["placed : " + any_of(group, '"{}"', " OR ") for group in sought.asked_places]
    if sought.words:
        said = all_of(sought.words, '"{}"*', '"{}"', " AND ", " OR ")
        parts.append(f"said : ({said})")
    return " AND ".join(parts)
