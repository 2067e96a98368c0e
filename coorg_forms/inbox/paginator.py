"""Pages of a list that may be very long: found by position, counted only as far as one reads."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coorg_forms.inbox.found import Found


class Pages:
    """The pages of what was found. Shaped as Wagtail's listings expect a paginator."""

    def __init__(self, found: Found, size: int):
        self.found, self.ordering, self.size = found, found.ordering, size

    @property
    def count(self) -> int:
        return min(self.found.counted, self.found.most)

    @property
    def items_count_label(self) -> str:
        if self.found.counted > self.found.most:
            return _("%(count)s+ requests") % {"count": written(self.found.most)}
        return ngettext("%(count)s request", "%(count)s requests", self.count) % {
            "count": self.count
        }

    def get_elided_page_range(self, number):
        """No numbers: a page is where it begins."""
        return []

    def page(self, where: str = "") -> "Page":
        """The page that ``where`` names: ``after.<place>``, ``before.<place>``, or the first."""
        direction, _dot, written = where.partition(".")
        place = self.ordering.read(written)
        if place and direction == "after" and (rows := self.found.after(place, self.size + 1)):
            return Page(self, rows[: self.size], has_previous=True, has_next=len(rows) > self.size)
        if place and direction == "before":
            rows = self.found.before(place, self.size + 1)
            if len(rows) > self.size:  # fewer is the first page
                return Page(self, rows[: self.size][::-1], has_previous=True, has_next=True)
        rows = self.found.first(self.size + 1)
        return Page(self, rows[: self.size], has_previous=False, has_next=len(rows) > self.size)


def written(number: int) -> str:
    """``1,000`` or ``1 000``, as the reader's language writes it."""
    return number_format(number, use_l10n=True, force_grouping=True)


class Page:
    """Some rows, and where the pages beside them begin."""

    def __init__(self, pages: Pages, rows: list, *, has_previous: bool, has_next: bool):
        self.paginator, self.object_list = pages, rows
        self.has_previous, self.has_next = has_previous, has_next

    def __iter__(self):
        return iter(self.object_list)

    def __len__(self):
        return len(self.object_list)

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def previous(self) -> str:
        return f"before.{self._place(0)}" if self.has_previous else ""

    @property
    def next(self) -> str:
        return f"after.{self._place(-1)}" if self.has_next else ""

    def _place(self, index: int) -> str:
        return self.paginator.ordering.place_of(self.object_list[index])
