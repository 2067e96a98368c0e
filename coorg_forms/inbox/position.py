"""Places in an ordered list, named by the values that order it.

A place holds while rows come and go, and is found by an index: page 20,000 costs what page 1 does.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, CharField, F, Field, Func, QuerySet, TextField, Value
from django.utils.functional import cached_property
from django.utils.timezone import is_naive

from coorg_forms.models import SupportRequest

SEPARATOR = "~"


class Ordering:
    """One way to sort requests.

    Arguments:
        fields: columns without gaps, the last one unique; all rising, or all falling with ``-``.

    Raises:
        ValueError: some rise and some fall: no index would serve.
    """

    def __init__(self, *fields: str):
        self.fields = [field.removeprefix("-") for field in fields]
        self.falls = fields[0].startswith("-")
        if any(field.startswith("-") != self.falls for field in fields):
            raise ValueError(f"{fields} do not all rise or all fall")

    def sort(self, requests: QuerySet, *, backwards: bool = False) -> QuerySet:
        falls = self.falls != backwards
        return requests.order_by(*(f"-{field}" if falls else field for field in self.fields))

    def place_of(self, request: SupportRequest) -> str:
        """Where ``request`` stands, to be kept in an address."""
        return SEPARATOR.join(str(_plain(getattr(request, field))) for field in self.fields)

    def read(self, place: str) -> list | None:
        """The values of a place kept in an address; None when they make no sense."""
        parts = place.split(SEPARATOR)
        if len(parts) != len(self.fields):
            return None
        try:
            return [_read(_column(f), part) for f, part in zip(self.fields, parts, strict=True)]
        except (ValidationError, ValueError, TypeError):
            return None

    @cached_property
    def is_sorted_alike(self) -> bool:
        """Whether Python sorts its values as the database does: not text, which has collations."""
        return not any(isinstance(_column(name), CharField | TextField) for name in self.fields)

    @property
    def columns(self) -> dict[str, Field]:
        """Where the values stand in the database, and of which kind they are; none if Python sorts
        them otherwise."""
        if not self.is_sorted_alike:
            return {}
        return {"id" if name == "pk" else name: _column(name) for name in self.fields}

    def after(self, requests: QuerySet, place: Sequence) -> QuerySet:
        """Those that come after a place, nearest first."""
        return self.sort(requests.filter(self._beyond(place, self.falls)))

    def before(self, requests: QuerySet, place: Sequence) -> QuerySet:
        """Those that come before a place, nearest first."""
        return self.sort(requests.filter(self._beyond(place, not self.falls)), backwards=True)

    def _beyond(self, place: Sequence, below: bool):
        return _Beyond(self.fields, place, "<" if below else ">")


class _Beyond(Func):
    """``(a, b, c) > (x, y, z)``: one comparison of rows, which an index on (a, b, c) serves."""

    output_field = BooleanField()

    def __init__(self, fields, values, sign):
        given = [Value(v, _column(f)) for f, v in zip(fields, values, strict=True)]
        self.sign = sign
        super().__init__(*map(F, fields), *given)

    def as_sql(self, compiler, connection, **extra):
        written = [compiler.compile(part) for part in self.get_source_expressions()]
        half = len(written) // 2
        columns, values = ", ".join(["{}"] * half), ", ".join(["{}"] * half)
        sql = f"({columns}) {self.sign} ({values})".format(*(sql for sql, _ in written))
        return sql, [parameter for _, parameters in written for parameter in parameters]


def _column(name: str) -> Field:
    """The field that holds the values; that of a generated column is its output."""
    field = SupportRequest._meta.pk if name == "pk" else SupportRequest._meta.get_field(name)
    return getattr(field, "output_field", field)


def _read(column, written: str):
    """The value of a column, as the database gives it.

    Raises:
        ValidationError, ValueError: it makes no sense, or the column cannot hold it.
    """
    value = column.to_python(written)
    column.run_validators(value)
    if isinstance(value, datetime) and is_naive(value):
        raise ValueError(f"{written} has no time zone")
    return value


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value
