"""Which requests an address of the list names, in which order: for all that goes through them."""

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.active_filters import filter_adapter_class_registry

from coorg_forms.inbox import columns
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.filters import RequestFilters
from coorg_forms.inbox.found import Found
from coorg_forms.inbox.position import Ordering
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
        desk = Desk.of(self.http_request)
        requests = self.view.requests(desk.requests, desk.user)
        if self._is_filtered:
            requests = self._filters.filter_queryset(requests)
        words = self.query.get("q", "")
        return requests.search(words) if words else requests

    @cached_property
    def found(self) -> Found:
        """The rows in order, without what only a search reads."""
        about = (self.requests, self.view, Desk.of(self.http_request).reach)
        shortcut = self._filters.shortcut(*about) if self._is_filtered else None
        requests = self.requests.defer("answers", "search_text")
        return Found(requests, self.ordering, shortcut=shortcut)

    @property
    def _is_filtered(self) -> bool:
        return bool(set(self.query) - NO_FILTERS) and self._filters.is_valid()

    @cached_property
    def _filters(self) -> RequestFilters:
        return RequestFilters(data=self.query, request=self.http_request)

    @property
    def in_words(self) -> str:
        """``All open · Territory: Gatineau · “garden”``."""
        said = [str(self.view.label), *self._filters_in_words()]
        if words := self.query.get("q", ""):
            said.append(_("“%(words)s”") % {"words": words})
        return " · ".join(said)

    def _filters_in_words(self):
        if not self._is_filtered:
            return
        form = self._filters.form
        for name in form.changed_data:
            kind = self._filters.filters[name]
            adapter = filter_adapter_class_registry.get(kind)
            about = (kind, form[name], form.cleaned_data[name], "", self.query)
            for active in adapter(*about).get_active_filters():
                said = {"filter": active.field_label, "value": active.value}
                yield _("%(filter)s: %(value)s") % said

    @cached_property
    def ordering(self) -> Ordering:
        known = columns.all_orderings()
        return known.get(self.query.get("ordering", ""), known[self.view.ordering])
