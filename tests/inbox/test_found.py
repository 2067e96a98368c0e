"""What a list finds: the same whether few are sorted by their keys or many met along an index."""

import random
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import make_naive

from coorg_forms.inbox import columns, filters, found
from coorg_forms.inbox import selection as module
from coorg_forms.inbox.found import Candidates, Found
from coorg_forms.inbox.position import Ordering
from coorg_forms.inbox.selection import Selection
from coorg_forms.inbox.views_table import VIEWS
from coorg_forms.models import SupportRequest, facets
from tests import factories

NUMBER = 24
#: As they stand in addresses, and the same as conditions on rows.
FILTERS = {
    "": {},
    "state=declined": {"state": "declined"},
    "state=closed&state=withdrawn": {"state__in": ["closed", "withdrawn"]},
    "state=received": {"state": "received"},
    "language=en": {"language": "en"},
    "channel=phone&language=fr": {"channel": "phone", "language": "fr"},
    "channel=paper": {"channel": "paper"},
    "band=none": {"band": ""},
    "evaluation=scored&evaluation=gate": {"score_state__in": ["scored", "gate"]},
    "service=organizing&language=en": {"service__isnull": False, "language": "en"},
    "assignee=nobody": {"assignee": None},
    "q=jardin&language=en": {"language": "en"},
    "received_from=2020-01-01": {},
    "received_from=2020-01-01&language=fr": {"language": "fr"},
}


@pytest.fixture
def ended(world) -> None:
    """Ended requests in which every facet varies, and one that is open."""
    chance = random.Random(5)
    now, today = timezone.now(), timezone.localdate()
    factories.submit(world.page)
    for number in range(NUMBER):
        SupportRequest.objects.create(
            **_copied(SupportRequest.objects.first()),
            reference=f"OC-{number}",
            state=chance.choice(["closed", "declined", "withdrawn"]),
            outcome="completed",
            closed_at=now,
            service=chance.choice([world.organizing, None]),
            band=chance.choice(["", "high"]),
            score=chance.choice([None, 40, 80]),
            score_state=chance.choice(["none", "scored", "gate"]),
            language=chance.choice(["fr", "en"]),
            channel=chance.choice(["web", "phone"]),
            due_on=chance.choice([None, today, today + timedelta(days=1)]),
            received_at=now - timedelta(days=chance.randrange(3)),
        )


def _copied(request: SupportRequest) -> dict:
    """What any request needs."""
    same = ("form_key", "form_version", "establishment", "territory", "search_text")
    new = {"submission_id": uuid.uuid4(), "submission_digest": ""}
    return {name: getattr(request, name) for name in same} | new


@pytest.fixture
def selection(world):
    """``query`` → the selection of what ended, by someone who sees the whole establishment."""
    manager = world.person("manager")

    def select(query: str, view="ended") -> Selection:
        request = RequestFactory().get("/")
        request.user = manager
        return Selection(request, VIEWS[view], QueryDict(query))

    return select


@pytest.mark.parametrize("query", FILTERS)
def test_every_filter_finds_what_it_says_in_every_order(ended, selection, query):
    meant = SupportRequest.objects.filter(closed_at__isnull=False, **FILTERS[query])
    for key, ordering in columns.all_orderings().items():
        right = list(ordering.sort(meant))
        chosen = selection(f"{query}&ordering={key}")
        compare(chosen.found, right)
        compare(Found(chosen.requests, ordering, most=2), right)


@pytest.mark.parametrize("query", ["", "language=en", "state=declined", "channel=paper"])
def test_those_who_belong_are_chosen_among_candidates(ended, selection, monkeypatch, query):
    monkeypatch.setattr(found, "ASKED", 4)
    meant = SupportRequest.objects.filter(closed_at__isnull=False, **FILTERS[query])
    scored, rows = Q(score__isnull=False), SupportRequest.objects.all()
    for key, ordering in columns.all_orderings().items():
        chosen = selection(f"{query}&ordering={key}")
        places = [
            tuple(make_naive(v, UTC) if isinstance(v, datetime) else v for v in place)
            for place in rows.values_list(*ordering.fields, "pk")
        ]
        for holds in (Q(), scored):
            those = Candidates(places, holds)
            right = list(ordering.sort(meant.filter(holds)))
            for most in (2, NUMBER):
                some = Found(
                    chosen.requests, ordering, most=most, condition=holds, candidates=those
                )
                compare(some, right)


def test_text_is_sorted_by_the_database_alone(ended, selection):
    for number, row in enumerate(SupportRequest.objects.order_by("pk")):
        place = ["abri", "Évain", "Zoo", "Ange", ""][number % 5]
        SupportRequest.objects.filter(pk=row.pk).update(place=place)
    requests = selection("").requests
    for ordering in (Ordering("place", "pk"), Ordering("-place", "-reference")):
        assert not ordering.is_sorted_alike
        for most in (NUMBER, 2):
            compare(Found(requests, ordering, most=most), list(ordering.sort(requests)))


def test_many_that_a_shortcut_leads_to_are_sorted_by_their_keys(ended, selection, monkeypatch):
    """They may lie together at the far end of a long list: it is not walked."""
    monkeypatch.setattr(module, "FEW", NUMBER)
    monkeypatch.setattr(module, "MOST", 2)
    chosen = selection("language=fr")
    short = chosen.found
    assert short.counted == 3 and short.are_few
    compare(short, list(chosen.ordering.sort(chosen.requests)))


def test_dates_that_leave_few_lead_there_without_facets(ended, selection, monkeypatch):
    both = "received_from=2020-01-01&language=fr"
    assert not _has_shortcut(selection(both))
    monkeypatch.setattr(filters, "COMMON", 3)
    assert _has_shortcut(selection(both))


def compare(found, right):
    """Whether few or many, ``found`` holds the rows ``right`` in their order."""
    assert found.first(NUMBER) == right
    assert found.counted == min(len(right), found.most + 1)
    for at, row in list(enumerate(right))[::5]:
        place = [getattr(row, field) for field in found.ordering.fields]
        assert found.after(place, 3) == right[at + 1 : at + 4]
        assert found.before(place, 3) == right[max(at - 3, 0) : at][::-1]
        assert found.number_before(place) == min(at, found.most)
        assert found.holds(row)


def test_facets_are_read_from_the_rows(ended):
    held = set(SupportRequest.objects.filter(closed_at__isnull=False).values_list(*facets.FACETS))
    written = {"|".join("" if part is None else str(part) for part in row) for row in held}
    assert set(facets._existing("default")) == written


def test_nothing_ended_has_no_facets(world):
    factories.submit(world.page)
    assert facets._existing("default") == []


def test_a_filter_of_what_ended_goes_by_its_facets(ended, selection):
    chosen = selection("language=en&channel=phone")
    assert _has_shortcut(chosen)
    if connection.vendor == "sqlite":  # PostgreSQL reads so few rows without any index
        assert "coorg_ended_facet" in _plan(chosen)


def test_a_filter_that_matches_no_facet_looks_at_no_request(ended, selection):
    chosen = selection("channel=paper").found
    with CaptureQueriesContext(connection) as captured:
        assert chosen.first(10) == [] and chosen.counted == 0
    assert not captured


def test_what_is_open_is_not_narrowed_by_facets(ended, selection):
    chosen = selection("language=fr", view="open")
    assert len(chosen.found.first(10)) == 1
    assert not _has_shortcut(chosen)


def test_a_row_that_left_meanwhile_is_left_out(ended, selection):
    chosen = selection("").found
    first, second = chosen.first(2)
    assert chosen.counted == NUMBER
    SupportRequest.objects.filter(pk=first.pk).update(closed_at=None, outcome="")
    assert chosen.first(2) == [second]


def _has_shortcut(selection) -> bool:
    return '"facet" IN' in str(selection.found.ways[0].query)


def _plan(selection) -> str:
    return selection.found.ways[0].order_by().values_list("received_at", "pk").explain()
