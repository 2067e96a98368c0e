"""Where one request stands among those of the list that a person came from: 3 of 47."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coorg_forms.inbox.paginator import written
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
        self.found, self.request = selection.found, request
        self.ordering = selection.ordering
        known = self.ordering.read(at) is not None
        self.written = at if known else self.ordering.place_of(request)

    @cached_property
    def next(self) -> str:
        """Reference of the request below; empty at the end."""
        return self._nearest(self.found.after)

    @cached_property
    def previous(self) -> str:
        """Reference of the request above; empty at the top."""
        return self._nearest(self.found.before)

    @cached_property
    def label(self) -> str:
        """``3 of 47``; without a number once the request has left the view."""
        if not self.found.holds(self.request):
            return _("No longer in this list")
        number, total = self.found.number_before(self._values) + 1, self.found.counted
        said = {"number": self._capped(number), "total": self._capped(total)}
        return _("%(number)s of %(total)s") % said

    @cached_property
    def _values(self) -> list:
        return self.ordering.read(self.written)

    def _nearest(self, beyond) -> str:
        """Of two, in case the request itself stands there, at another place than it had."""
        others = (row for row in beyond(self._values, 2) if row.pk != self.request.pk)
        return next((row.reference for row in others), "")

    def _capped(self, number: int) -> str:
        most = self.found.most
        return written(number) if number <= most else f"{written(most)}+"
