"""What moderators open, as addresses: each view, filter, sort and search, and a request.

Filters and sorts over what is open and over what ended; each filter by a value that most requests
hold, one that hardly any holds and one that none does.
"""

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
from tests.bench.vocabulary import MIDDLING_THEME, shares

SEARCHES = {
    "rare word": "zebulon",
    "middling word": "moyen",
    "middling word and common one": "moyen jardin",
    "beginning of a common word": "jardi",
    "common words": "commun jardin",
    "no such word": "introuvable",
}


def addresses(user) -> Iterator[tuple[str, str]]:
    """What is opened, in a few words, and its address."""
    for view in views_of(user, Away()):
        yield view.code, list_url(view.code)
    for view in ("open", "ended"):
        for name, value in _filters(user, view):
            yield f"{view}, {name}: {value}", _list(view, **{name: value})
        yield f"{view}, two filters", _list(view, language="en", channel="person")
        for key in columns.all_orderings():
            yield f"{view}, sorted: {key}", _list(view, ordering=key)
        for what, words in SEARCHES.items():
            yield f"{view}, {what}", _list(view, q=words)
        for theme in (MIDDLING_THEME, "third"):
            yield f"{view}, theme: {theme}", _list(view, theme=theme)
        yield f"{view}, theme and word", _list(view, theme="third", q="moyen")
    yield "ended, deep page", _list("ended", p=_deep(user))
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


def _list(view: str, **query) -> str:
    return f"{list_url(view)}?{urlencode(query)}"


def _filters(user, view: str) -> Iterator[tuple[str, str]]:
    """Each filter with choices that it offers."""
    request = RequestFactory().get("/")
    request.user = user
    for name, field in RequestFilters(data=QueryDict(), request=request).form.fields.items():
        offered = [value for value, _label in getattr(field, "choices", []) if value]
        for value in _telling(offered, shares(name, view)):
            yield name, value
    yield "received_from", "2020-01-01"
    yield "received_to", "2016-01-01"


def _telling(offered: list[str], known: dict[str, int]) -> list[str]:
    """The most and the least frequent ones, and the one that never occurs; else the first two."""
    often = sorted((value for value in offered if known.get(value)), key=known.get)
    never = [value for value in offered if known.get(value) == 0]
    return [*often[-1:], *often[:1], *never] if often else offered[:2]


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
