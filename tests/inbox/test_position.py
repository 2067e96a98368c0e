"""Pages found by position: nothing skipped, nothing twice, whatever comes and goes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coorg_forms.inbox import columns
from coorg_forms.inbox.found import Found
from coorg_forms.inbox.paginator import Pages
from coorg_forms.inbox.position import Ordering
from coorg_forms.models import SupportRequest
from tests import factories

NUMBER = 11


@pytest.fixture
def rows(world):
    """Some due the same day, some received at the same moment, some without a promise."""
    now, today = timezone.now(), timezone.localdate()
    for number in range(NUMBER):
        made = factories.submit(world.page)
        SupportRequest.objects.filter(pk=made.pk).update(
            due_on=today + timedelta(days=number % 2) if number % 3 else None,
            received_at=now - timedelta(days=number // 4),
        )


@pytest.fixture(params=[NUMBER, 2], ids=["few", "many"])
def most(request) -> int:
    """How far one counts: what was found is sorted by keys up to there, along an index beyond."""
    return request.param


def pages_of(ordering, size, most, requests=None) -> Pages:
    requests = SupportRequest.objects.all() if requests is None else requests
    return Pages(Found(requests, ordering, most=most), size)


def walk(ordering, size, most) -> list[list[int]]:
    """The keys of each page, going forward by its own links."""
    pages, where, found = pages_of(ordering, size, most), "", []
    while True:
        page = pages.page(where)
        found.append([row.pk for row in page])
        if not page.next:
            return found
        where = page.next


@pytest.mark.parametrize("key", sorted(columns.all_orderings()))
def test_pages_forward_and_back_hold_each_request_once(rows, most, key):
    ordering = columns.all_orderings()[key]
    everything = list(ordering.sort(SupportRequest.objects.all()).values_list("pk", flat=True))
    forward = walk(ordering, 3, most)
    assert [pk for page in forward for pk in page] == everything
    assert [len(page) for page in forward] == [3, 3, 3, 2]

    pages = pages_of(ordering, 3, most)
    last = pages.page("after." + ordering.place_of(SupportRequest.objects.get(pk=forward[2][-1])))
    assert [row.pk for row in pages.page(last.previous)] == forward[2]
    second = pages.page(pages.page(last.previous).previous)
    assert [row.pk for row in second] == forward[1]
    assert [row.pk for row in pages.page(second.previous)] == forward[0]
    assert pages.page(second.previous).previous == ""


def test_a_place_holds_when_its_request_is_gone(rows, most):
    ordering = columns.all_orderings()["due"]
    first, second, *_others = walk(ordering, 3, most)
    pages = pages_of(ordering, 3, most, SupportRequest.objects.exclude(pk__in=first))
    gone = SupportRequest.objects.get(pk=first[-1])
    assert [row.pk for row in pages.page(f"after.{ordering.place_of(gone)}")] == second


@pytest.mark.parametrize(
    "where",
    [
        "after.",
        "after.x",
        "before.a~b~c",
        "2",
        "after.9999-99-99~x~1",
        "before.2026-01-01~2026-01-01~5",
        "after.2026-01-01~2026-01-01 10:00+00:00~" + "9" * 30,
    ],
)
def test_a_place_without_sense_is_the_first_page(rows, most, where):
    pages = pages_of(columns.all_orderings()["due"], 3, most)
    page = pages.page(where)
    assert len(page) == 3 and not page.previous


def test_past_the_end_is_the_first_page_again(rows, most):
    ordering = columns.all_orderings()["received"]
    last = ordering.sort(SupportRequest.objects.all()).last()
    page = pages_of(ordering, 3, most).page(f"after.{ordering.place_of(last)}")
    assert not page.previous and page.next


@pytest.mark.parametrize(
    "key, index",
    [("due", "open_due"), ("received", "open_received"), ("score", "open_score")],
)
def test_an_index_serves_both_the_open_list_and_its_deep_pages(rows, key, index):
    ordering = columns.all_orderings()[key]
    requests = SupportRequest.objects.open()
    place = ordering.read(ordering.place_of(requests.first()))
    with CaptureQueriesContext(connection) as captured:
        list(ordering.sort(requests)[:3])
        list(ordering.after(requests, place)[:3])
    assert len(captured) == 2
    for query in captured:
        plan = _plan(query["sql"])
        assert f"coorg_{index}" in plan
        assert "TEMP B-TREE" not in plan and "Sort" not in plan


def _plan(sql: str) -> str:
    """How the database goes about it, as with many rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for shortcut in ("seqscan", "bitmapscan", "sort"):  # of few rows
                cursor.execute(f"SET LOCAL enable_{shortcut} = off")
            cursor.execute("EXPLAIN " + sql)
            return " ".join(row[0] for row in cursor.fetchall())
        cursor.execute("EXPLAIN QUERY PLAN " + sql)
        return " ".join(row[3] for row in cursor.fetchall())


def test_an_ordering_rises_or_falls_as_a_whole():
    with pytest.raises(ValueError):
        Ordering("-received_at", "pk")
