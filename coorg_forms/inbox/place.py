"""Where one request stands among those of the list that a person came from: 3 of 47."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coorg_forms.inbox.paginator import MOST, count_up_to, written
from coorg_forms.inbox.selection import Selection
from coorg_forms.models import SupportRequest


class Place:
    """The place of ``request`` in ``selection``.

    It is named by the values that order the list, not by the row: an action often takes the row
    out of the view, and the next one is still the one that stood below it.

    Arguments:
        at: the place as an address kept it; otherwise the one where the request stands now.
    """

    def __init__(self, selection: Selection, request: SupportRequest, at: str = ""):
        self.selection, self.request = selection, request
        self.ordering = selection.ordering
        known = self.ordering.read(at) is not None
        self.written = at if known else self.ordering.place_of(request)

    @cached_property
    def next(self) -> str:
        """Reference of the request below; empty at the end."""
        return self._nearest(self.ordering.after)

    @cached_property
    def previous(self) -> str:
        """Reference of the request above; empty at the top."""
        return self._nearest(self.ordering.before)

    @cached_property
    def label(self) -> str:
        """``3 of 47``; without a number once the request has left the view."""
        total = count_up_to(MOST + 1, self.selection.requests)
        if not self.selection.requests.filter(pk=self.request.pk).exists():
            return _("No longer in this list")
        above = self.ordering.before(self.selection.requests, self._values)
        number = count_up_to(MOST, above) + 1
        return _("%(number)s of %(total)s") % {"number": _capped(number), "total": _capped(total)}

    @cached_property
    def _values(self) -> list:
        return self.ordering.read(self.written)

    def _nearest(self, beyond) -> str:
        others = beyond(self.selection.requests, self._values).exclude(pk=self.request.pk)
        return others.values_list("reference", flat=True).first() or ""


def _capped(number: int) -> str:
    return written(number) if number <= MOST else f"{written(MOST)}+"
