"""The list of requests: one of the views, filtered, searched, sorted, a page at a time."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms.inbox import columns
from coorg_forms.inbox.filters import RequestFilters
from coorg_forms.inbox.paginator import MOST, CappedPaginator
from coorg_forms.inbox.views_table import DEFAULT, VIEWS, views_of
from coorg_forms.models import OutboxMessage, SupportRequest


def list_url(view: str, *, results: bool = False) -> str:
    """The address of a view of the list, or of its results alone."""
    name = "index_results" if results else "index"
    if view == DEFAULT:
        return reverse(f"coorg_requests:{name}")
    return reverse(f"coorg_requests:view_{name}", args=[view])


class RequestList(PermissionCheckedMixin, BaseListingView):
    model = SupportRequest
    permission_policy = ModelPermissionPolicy(SupportRequest)
    any_permission_required = ["view"]
    page_title = gettext_lazy("Requests")
    header_icon = "mail"
    template_name = "coorg_forms/inbox/index.html"
    results_template_name = "coorg_forms/inbox/index_results.html"
    table_classname = "listing coorg-requests"
    filterset_class = RequestFilters
    paginator_class = CappedPaginator
    paginate_by = 50
    is_searchable = True

    def dispatch(self, request, *args, **kwargs):
        self.inbox_view = VIEWS.get(kwargs.get("view", DEFAULT))
        if self.inbox_view is None or not self.inbox_view.is_for(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    # What is listed ---------------------------------------------------------------------------

    @cached_property
    def reachable(self):
        return SupportRequest.objects.visible_to(self.request.user)

    @cached_property
    def columns(self):
        return [cls(self.request.user, self.current_url) for cls in columns.all_columns()]

    def get_base_queryset(self):
        requests = self.inbox_view.requests(self.reachable, self.request.user)
        for column in self.columns:
            requests = column.prepare(requests)
        return requests.defer("answers", "search_text")

    def search_queryset(self, queryset):
        return queryset.search(self.search_query) if self.is_searching else queryset

    @cached_property
    def orderings(self) -> dict[str, tuple]:
        return {key: order for column in self.columns for key, order in column.orderings.items()}

    @property
    def default_ordering(self):
        return self.inbox_view.ordering

    def get_valid_orderings(self):
        return list(self.orderings)

    def order_queryset(self, queryset):
        return queryset.order_by(*self.orderings[self.ordering])

    # Where it is ------------------------------------------------------------------------------

    def get_index_url(self):
        return list_url(self.inbox_view.code)

    def get_index_results_url(self):
        return list_url(self.inbox_view.code, results=True)

    @cached_property
    def current_url(self) -> str:
        """The list as it is filtered now: where a person comes back to from a request."""
        query = self.request.GET.copy()
        query.pop("_w_filter_fragment", None)
        kept = [(key, value) for key, values in query.lists() for value in values if value]
        return f"{self.index_url}?{urlencode(kept)}" if kept else self.index_url

    # Around it --------------------------------------------------------------------------------

    def get_page_subtitle(self):
        return self.inbox_view.label

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": list_url(DEFAULT), "label": self.page_title},
            {"url": self.index_url, "label": self.inbox_view.label},
        ]

    def get_search_form(self):
        placeholder = _("Reference, organization, words…")
        data = self.request.GET if self.search_kwarg in self.request.GET else None
        return SearchForm(data, placeholder=placeholder)

    def get_table_kwargs(self):
        return {**super().get_table_kwargs(), "caption": self.inbox_view.label}

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        narrowed = bool(self.is_searching or self.is_filtering)
        return {
            **context,
            "inbox_view": self.inbox_view,
            "tabs": [
                {
                    "label": view.label,
                    "url": list_url(view.code),
                    "current": view == self.inbox_view,
                }
                for view in views_of(self.request.user)
                if view.in_tabs or view == self.inbox_view
            ],
            "narrowed": narrowed,
            "clear_url": self.index_url,
            "elsewhere": self._elsewhere() if self.is_searching else [],
            "capped": context["paginator"].counted > MOST,
            **({} if self.results_only else self._undelivered()),
        }

    def _elsewhere(self) -> list[dict]:
        """The same search among the other requests, for when nothing is found."""
        query = urlencode({"q": self.search_query})
        return [
            {"label": view.label, "url": f"{list_url(view.code)}?{query}"}
            for view in views_of(self.request.user)
            if view.code in (DEFAULT, "ended") and view != self.inbox_view
        ]

    def _undelivered(self) -> dict:
        """Whether mails of requests in reach could not be delivered, and where to see which."""
        undelivered = OutboxMessage.objects.undelivered().filter(request__in=self.reachable)
        url = list_url("mail")
        return {"undelivered_url": url if url != self.index_url and undelivered.exists() else ""}
