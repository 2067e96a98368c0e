"""Which columns the list has, and what a column can be asked."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.functional import Promise
from wagtail.admin.ui.tables import Column

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.position import Ordering


class InboxColumn(Column):
    """Subclass, give it a ``name``, a ``label``, an ``order`` and a template, and ``register`` it.

    The cell's template gets the request as ``instance`` and whatever ``cell`` returns.
    """

    name: str
    label: str | Promise
    order = 100
    """Place among the columns; those of the house stand at 10, 20, 30…"""
    orderings: Mapping[str, Ordering] = {}
    """Sort keys of the address → how the list is sorted. An index serves each."""
    sort_key = None
    """The sort key behind the heading."""

    def __init__(self, desk: Desk, list_url: str):
        """
        Arguments:
            desk: whose list it is, with what is read once for all columns.
            list_url: the address of the list as it is filtered now.
        """
        self.desk, self.list_url = desk, list_url
        super().__init__(
            self.name,
            label=self.label,
            classname=f"coorg-cell coorg-cell--{self.name}",
            sort_key=self.sort_key,
        )

    def prepare(self, requests: QuerySet) -> QuerySet:
        """Have the query bring what the cells need, so that no row asks again."""
        return requests

    def cell(self, request) -> Mapping[str, object]:
        """What the cell's template shows of ``request``."""
        return {}

    def get_value(self, instance):
        """Nothing: ``cell`` says what is shown, and reading a relation here would ask again."""

    def get_cell_context_data(self, instance, parent_context):
        return {
            **super().get_cell_context_data(instance, parent_context),
            **self.cell(instance),
        }


_columns: dict[str, type[InboxColumn]] = {}


def register(cls: type[InboxColumn]) -> type[InboxColumn]:
    """Add a column; usable as a class decorator.

    Raises:
        ValueError: another class already has this name.
    """
    if _columns.get(cls.name, cls) is not cls:
        raise ValueError(f"the column {cls.name!r} is registered twice")
    _columns[cls.name] = cls
    return cls


def all_orderings() -> dict[str, Ordering]:
    """Every way to sort the list, by the key that stands in its address."""
    return {key: how for cls in _columns.values() for key, how in cls.orderings.items()}


def all_columns() -> list[type[InboxColumn]]:
    """Every registered column, from left to right."""
    return sorted(_columns.values(), key=lambda cls: cls.order)
