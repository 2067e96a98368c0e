"""The list of requests: one of the views, filtered, searched, sorted, a page at a time."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox import columns, keys
from coorg_forms.inbox.bulk import acts_of
from coorg_forms.inbox.columns.tick import Tick
from coorg_forms.inbox.counts import counts, on_tab
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.filters import RequestFilters
from coorg_forms.inbox.paginator import Pages
from coorg_forms.inbox.saved_views import SaveForm, address, saved_url, saved_views
from coorg_forms.inbox.selection import Selection, list_url, view_for
from coorg_forms.inbox.views_table import DEFAULT, views_of
from coorg_forms.models import OutboxMessage, SupportRequest

#: The pages beside the list: permission, address, label, icon.
ROOMS = (
    ("view_reports", "reports", gettext_lazy("Report"), "table"),
    ("view_health", "health", gettext_lazy("To fix"), "warning"),
    ("view_accessrecord", "accesses", gettext_lazy("Accesses"), "view"),
    ("view_exportrecord", "exports", gettext_lazy("Exports"), "download"),
)


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
    paginate_by = 50
    is_searchable = True

    def dispatch(self, request, *args, **kwargs):
        self.desk = Desk.of(request)
        self.inbox_view = view_for(request.user, kwargs.get("view", DEFAULT))
        return super().dispatch(request, *args, **kwargs)

    # What is listed ---------------------------------------------------------------------------

    @cached_property
    def columns(self):
        offered = [cls for cls in columns.all_columns() if self.bulk_acts or cls is not Tick]
        return [cls(self.desk, self.current_url) for cls in offered]

    @cached_property
    def bulk_acts(self):
        return acts_of(self.request.user)

    @cached_property
    def selection(self) -> Selection:
        return Selection(self.request, self.inbox_view, self.request.GET)

    @cached_property
    def filters(self):
        return self.selection.filters

    def get_base_queryset(self):
        requests = self.selection.unsearched
        for column in self.columns:
            requests = column.prepare(requests)
        return requests.defer("answers", "search_text")

    def filter_queryset(self, queryset):
        """Done: the selection holds what its filters and its search leave."""
        return queryset

    search_queryset = filter_queryset

    @property
    def default_ordering(self):
        return self.inbox_view.ordering

    def get_valid_orderings(self):
        return list(columns.all_orderings())

    def order_queryset(self, queryset):
        """Not yet: the page sorts what it shows."""
        return queryset.order_by()

    def paginate_queryset(self, queryset, page_size):
        pages = Pages(self.selection.find(queryset), page_size)
        page = pages.page(self.request.GET.get(self.page_kwarg, ""))
        return pages, page, page.object_list, page.has_other_pages

    # Where it is ------------------------------------------------------------------------------

    def get_index_url(self):
        return list_url(self.inbox_view.code)

    def get_index_results_url(self):
        return list_url(self.inbox_view.code, results=True)

    @cached_property
    def current_url(self) -> str:
        """The list as it is filtered now: where a person comes back to from a request."""
        query = self.request.GET.copy()
        for name in ("_w_filter_fragment", self.page_kwarg):
            query.pop(name, None)
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

    @cached_property
    def header_buttons(self):
        if not self.request.user.has_perm("coorg_forms.enter_supportrequest"):
            return []
        address = reverse("coorg_requests:enter")
        return [HeaderButton(_("Enter a request"), url=address, icon_name="plus")]

    @cached_property
    def header_more_buttons(self):
        rooms = [
            Button(label, url=reverse(f"coorg_requests:{name}"), icon_name=icon)
            for permission, name, label, icon in ROOMS
            if self.request.user.has_perm(f"coorg_forms.{permission}")
        ]
        absences = reverse("coorg_requests:absences")
        return [Button(_("Absences"), url=absences, icon_name="calendar-alt"), *rooms]

    def get_table_kwargs(self):
        return {**super().get_table_kwargs(), "caption": self.inbox_view.label}

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        narrowed = bool(self.is_searching or self.is_filtering)
        return {
            **context,
            "inbox_view": self.inbox_view,
            "saved_views": self._saved_views(),
            "save_form": SaveForm(self.desk) if narrowed or self.is_explicitly_ordered else None,
            "current_url": self.current_url,
            "bulk_acts": self.bulk_acts,
            "may_export": operations.can_export(user=self.request.user),
            "tabs": self._tabs(),
            "narrowed": narrowed,
            "clear_url": self.index_url,
            "preference": self.desk.preference,
            "keys_on": keys.are_on(self.request.user),
            "list_keys": keys.LIST.items(),
            "base_url": list_url(DEFAULT),
            "elsewhere": self._elsewhere() if self.is_searching else [],
            **({} if self.results_only else self._undelivered()),
        }

    def _tabs(self) -> list[dict]:
        numbers = {} if self.results_only else counts(self.desk)
        return [
            {
                "label": view.label,
                "url": list_url(view.code),
                "current": view == self.inbox_view,
                "key": keys.VIEWS.get(view.code, ""),
                "count": on_tab(numbers[view.code]) if view.code in numbers else None,
            }
            for view in views_of(self.request.user, self.desk.away)
            if view.in_tabs or view == self.inbox_view
        ]

    def _saved_views(self) -> list[dict]:
        opened = self.request.GET.get("saved", "")
        return [
            {
                "saved": saved,
                "url": address(saved),
                "short_url": saved_url(saved),
                "current": str(saved.pk) == opened,
                "mine": saved.owner_id == self.request.user.pk,
            }
            for saved in saved_views(self.desk)
        ]

    def _elsewhere(self) -> list[dict]:
        """The same search among the other requests, for when nothing is found."""
        query = urlencode({"q": self.search_query})
        return [
            {"label": view.label, "url": f"{list_url(view.code)}?{query}"}
            for view in views_of(self.request.user, self.desk.away)
            if view.code in (DEFAULT, "ended") and view != self.inbox_view
        ]

    def _undelivered(self) -> dict:
        """Whether mails of requests in reach could not be delivered, and where to see which."""
        mails = OutboxMessage.objects.undelivered().order_by()
        undelivered = self.desk.requests.filter(pk__in=mails.values("request")).order_by()
        url = list_url("mail")
        return {"undelivered_url": url if url != self.index_url and undelivered.exists() else ""}
