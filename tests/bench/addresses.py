"""What moderators open, as addresses: each view, filter, sort and search, and a request."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from coorg_forms.inbox import columns, saved_views
from coorg_forms.inbox.filters import RequestFilters
from coorg_forms.inbox.selection import Selection, list_url
from coorg_forms.inbox.views_table import VIEWS, views_of
from coorg_forms.models import SavedView, SupportRequest
from coorg_forms.models.absence import Away

SEARCHES = {
    "rare word": "zebulon",
    "common words": "commun jardin",
    "no such word": "introuvable",
}


def addresses(user) -> Iterator[tuple[str, str]]:
    """What is opened, in a few words, and its address."""
    for view in views_of(user, Away()):
        yield view.code, list_url(view.code)
    for name, query in _filters(user):
        yield f"open, by {name}", _open(**query)
    for key in columns.all_orderings():
        yield f"open, sorted: {key}", _open(ordering=key)
    for what, words in SEARCHES.items():
        yield f"open, {what}", _open(q=words)
        yield f"ended, {what}", f"{list_url('ended')}?{urlencode({'q': words})}"
    yield "ended, deep page", f"{list_url('ended')}?{urlencode({'p': _deep(user)})}"
    yield "a saved view", saved_views.address(_saved(user))
    yield "a request, 3 of 47", _request(user)


def selection(user, view: str, query: str = "") -> Selection:
    request = RequestFactory().get("/")
    request.user = user
    return Selection(request, VIEWS[view], QueryDict(query))


def first(user) -> SupportRequest:
    """The first request to triage."""
    chosen = selection(user, "triage")
    return chosen.ordering.sort(chosen.requests).first()


def _open(**query) -> str:
    return f"{list_url('open')}?{urlencode(query)}"


def _filters(user) -> Iterator[tuple[str, dict]]:
    """Each filter with the first choice that it offers."""
    request = RequestFactory().get("/")
    request.user = user
    for name, field in RequestFilters(data=QueryDict(), request=request).form.fields.items():
        choices = [value for value, _label in getattr(field, "choices", []) if value]
        if choices:
            yield name, {name: choices[0]}
    yield "received", {"received_from": "2020-01-01"}


def _deep(user) -> str:
    """Where the page begins that lies nine tenths down the list."""
    chosen = selection(user, "ended")
    ordered = chosen.ordering.sort(chosen.requests)
    return f"after.{chosen.ordering.place_of(ordered[ordered.count() * 9 // 10])}"


def _saved(user) -> SavedView:
    kept, _created = SavedView.objects.get_or_create(
        owner=user,
        name="Bench",
        defaults={"view": "open", "query": "state=review&ordering=-received"},
    )
    return kept


def _request(user) -> str:
    address = reverse("coorg_requests:detail", args=[first(user).reference])
    return f"{address}?{urlencode({'next': list_url('triage')})}"
