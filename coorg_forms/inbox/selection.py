"""Which requests an address of the list names, in which order: for all that goes through them."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.active_filters import filter_adapter_class_registry

from coorg_forms.inbox import columns
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.filters import RequestFilters
from coorg_forms.inbox.found import FEW, MOST, MOST_FOUND, Found
from coorg_forms.inbox.position import Ordering
from coorg_forms.inbox.search import Search, Wanted, wanted_words
from coorg_forms.inbox.views_table import DEFAULT, VIEWS, View, view_of

#: What an address of the list may say besides filters.
NO_FILTERS = {"q", "ordering", "p", "saved"}


def list_url(view: str, *, results: bool = False) -> str:
    """The address of a view of the list, or of its results alone."""
    name = "index_results" if results else "index"
    if view == DEFAULT:
        return reverse(f"coorg_requests:{name}")
    return reverse(f"coorg_requests:view_{name}", args=[view])


def view_for(user, code: str) -> View:
    """The view of the list called ``code``.

    Raises:
        Http404: there is none, or ``user`` does not have it.
    """
    view = view_of(user, code)
    if view is None:
        raise Http404
    return view


@dataclass
class Selection:
    """The requests in reach that a view, its filters and its search leave, in order."""

    http_request: object
    view: View
    query: QueryDict

    @classmethod
    def at(cls, http_request, url: str) -> "Selection":
        """The selection of the list at ``url``; all open requests when it is no list."""
        path, _mark, query = url.partition("?")
        try:
            code = resolve(path).kwargs.get("view", DEFAULT)
            view = view_for(http_request.user, code)
        except (Resolver404, Http404):
            view = VIEWS[DEFAULT]
        return cls(http_request, view, QueryDict(query))

    @cached_property
    def requests(self):
        """The rows, unordered."""
        return self.unsearched.filter(self._search.holds)

    @cached_property
    def unsearched(self):
        """The rows that the view and the filters leave, unordered."""
        return self._left_of(self._desk.requests)

    @cached_property
    def found(self) -> Found:
        """The rows in order, without what only a search reads."""
        return self.find(self.unsearched.defer("answers", "search_text"))

    def find(self, requests) -> Found:
        """The rows in order.

        Arguments:
            requests: ``unsearched``, with what is to be read of each.
        """
        ways = [self.unsearched.filter(part) for part in self._search.parts]
        if self._search.is_met_along:
            ways += [way.filter(self._search.holds) for way in self._ways]
        most = MOST_FOUND if self._wanted else MOST
        few = FEW if self._shortcut is not None and not self._wanted else most
        searched = {"condition": self._search.holds, "candidates": self._search.candidates}
        return Found(requests, self.ordering, ways, most, few, **searched)

    @cached_property
    def _ways(self) -> list:
        """What the view and the filters leave, in parts that an index each leads to."""
        shortcut = self._shortcut or Q()
        return [self._left_of(part).filter(shortcut) for part in self._desk.parts]

    @cached_property
    def _shortcut(self) -> Q | None:
        return self.filters.shortcut(self.view) if self._is_filtered else None

    def _left_of(self, requests):
        """What the view and the filters leave of ``requests``."""
        requests = requests.filter(self._holds)
        return self.filters.filter_queryset(requests) if self._is_filtered else requests

    @property
    def _desk(self) -> Desk:
        return Desk.of(self.http_request)

    @property
    def _words(self) -> str:
        return self.query.get("q", "").strip()

    @cached_property
    def _holds(self) -> Q:
        """What the view holds."""
        return self.view.holds(self._desk.user)

    @cached_property
    def _search(self) -> Search:
        """What is left of the rows that are searched."""
        if not self._wanted:
            return Search()
        reached = self._desk.reach.words(self.view.stages)
        return Search.within(self._ways, self._wanted, reached, self.ordering.columns)

    @cached_property
    def _wanted(self) -> list[Wanted]:
        """The words that are searched for, and the themes."""
        words = wanted_words(self.unsearched.db, self._words)
        return [*words, *(self.filters.wanted if self._is_filtered else [])]

    @property
    def _is_filtered(self) -> bool:
        return bool(set(self.query) - NO_FILTERS) and self.filters.is_valid()

    @cached_property
    def filters(self) -> RequestFilters:
        return RequestFilters(data=self.query, request=self.http_request)

    @property
    def in_words(self) -> str:
        """``All open · Territory: Gatineau · “garden”``."""
        said = [str(self.view.label), *self._filters_in_words()]
        if self._words:
            said.append(_("“%(words)s”") % {"words": self._words})
        return " · ".join(said)

    def _filters_in_words(self):
        if not self._is_filtered:
            return
        form = self.filters.form
        for name in form.changed_data:
            kind = self.filters.filters[name]
            adapter = filter_adapter_class_registry.get(kind)
            about = (kind, form[name], form.cleaned_data[name], "", self.query)
            for active in adapter(*about).get_active_filters():
                said = {"filter": active.field_label, "value": active.value}
                yield _("%(filter)s: %(value)s") % said

    @cached_property
    def ordering(self) -> Ordering:
        known = columns.all_orderings()
        return known.get(self.query.get("ordering", ""), known[self.view.ordering])
