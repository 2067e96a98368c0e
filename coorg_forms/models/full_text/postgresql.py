"""The index of words on PostgreSQL: one GIN index over two generated columns."""

from collections.abc import Mapping, Sequence

from django.db.models import BooleanField, DateTimeField, Q
from django.db.models.expressions import RawSQL

from coorg_forms.models.full_text import scope
from coorg_forms.models.full_text.writing import INDEX, TABLE, Sought, all_of, any_of
from coorg_forms.models.written_keys import as_text

#: Column → of what it is made. What is changed here needs another name, to be made again.
COLUMNS = {"words": "search_text", "placed": scope.written()}
#: Materialized, so that the planner takes the index however rare it believes the words to be; rows
#: are still found one by one, as far as somebody asks.
_FOUND = f"""
WITH found AS MATERIALIZED (
    SELECT {{read}} FROM {TABLE}
    WHERE {{sought}}
)
SELECT {{given}} FROM found
"""


class PostgreSQLIndex:
    """The index behind ``connection``."""

    #: As many keys are soon gathered and looked up.
    FEW = MANY = 3000
    #: Of what a list soon meets: there is no need to know whether there are more.
    MET_SOON = 1000

    def __init__(self, connection):
        self.connection = connection

    def release(self) -> None:
        """Nothing holds it: what is generated goes with the columns that it is made of."""

    def prepare(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [INDEX])
            found = cursor.fetchone()
            if found and found[0].endswith(f"({', '.join(COLUMNS)})"):
                return
            for name, text in COLUMNS.items():
                cursor.execute(
                    f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS {name} tsvector "
                    f"GENERATED ALWAYS AS (to_tsvector('simple', {text})) STORED"
                )
            cursor.execute(f"DROP INDEX IF EXISTS {INDEX}")
            cursor.execute(f"CREATE INDEX {INDEX} ON {TABLE} USING gin ({', '.join(COLUMNS)})")

    def keys(self, sought: Sought, most: int) -> list[int]:
        """Those of the first ``most`` requests that are ``sought``."""
        return [key for (key,) in self.places(sought, most, {})]

    def places(self, sought: Sought, most: int, columns: Mapping) -> list[tuple] | None:
        """The values of ``columns``, and the key, of the requests that ``keys`` gives. They are
        where the keys are, so that nothing else is looked up.

        Arguments:
            columns: by their names. Moments come in UTC, without saying so: with their zone, some
                thousand take longer to be read than to be found.
        """
        given = [
            f"{name} AT TIME ZONE 'UTC'" if isinstance(column, DateTimeField) else name
            for name, column in columns.items()
        ]
        sql, parameters = _found(sought, [*columns, "id"], [*given, "id"])
        with self.connection.cursor() as cursor:
            cursor.execute(f"{sql} LIMIT %s", [*parameters, most])
            return cursor.fetchall()

    def leads(self, sought: Sought) -> Q:
        """The condition that ``keys`` would give the key of a request, however many they are."""
        return Q(pk__in=RawSQL(*_found(sought)))

    def holds(self, words: Sequence[str]) -> RawSQL:
        """Whether a request in reach holds all ``words``. So written, the planner takes them for
        common, which they are, and the GIN index stays out: it would gather every row before the
        first."""
        condition = f"({TABLE}.words @@ to_tsquery('simple', %s)) IS DISTINCT FROM FALSE"
        return RawSQL(condition, [_said(words)], output_field=BooleanField())

    def names(self, themes: Sequence[int]) -> RawSQL:
        """Whether a request in reach names one of the themes, by their keys."""
        either = " OR ".join([f"strpos({TABLE}.named_themes, %s) > 0"] * len(themes))
        marks = [as_text([key]) for key in themes]
        return RawSQL(f"({either})", marks, output_field=BooleanField())

    def along(self, keys: Sequence[int]) -> Q | None:
        """The condition that the key is one of ``keys``, asked of row after row; None where other
        conditions take less time.

        Arguments:
            keys: less than ``MANY``.
        """
        return None

    def among(self, keys: Sequence[int]) -> Q:
        """The condition that the key is one of ``keys``, as one text: each parameter takes its
        time, and so does each element of an array."""
        if not keys:
            return Q(pk__in=[])
        listed = "{" + ",".join(map(str, keys)) + "}"
        condition = f"{TABLE}.id = ANY(%s::bigint[])"
        return Q(RawSQL(condition, [listed], output_field=BooleanField()))


def _found(
    sought: Sought, read: Sequence[str] = ("id",), given: Sequence[str] = ("id",)
) -> tuple[str, list[str]]:
    """The query and its parameters.

    Arguments:
        read: columns, one perhaps twice.
        given: what each row gives of them.
    """
    asked = {}
    if groups := sought.asked_places:
        asked["placed"] = " & ".join(any_of(group, "{}", " | ") for group in groups)
    if sought.words:
        asked["words"] = _said(sought.words)
    conditions = [f"{column} @@ to_tsquery('simple', %s)" for column in asked]
    query = _FOUND.format(
        read=", ".join(dict.fromkeys(read)),
        sought=" AND ".join(conditions),
        given=", ".join(given),
    )
    return query, list(asked.values())


def _said(words: Sequence[str]) -> str:
    return all_of(words, "{}:*", "{}", " & ", " | ")
