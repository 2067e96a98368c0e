"""Several requests at once: exactly those that were shown, each done or left with its reason."""

import re

import pytest
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.inbox import bulk
from coorg_forms.models import SupportRequest
from tests import factories
from tests.inbox.conftest import fresh

LIST = "/admin/requests/?state=received"


@pytest.fixture
def three(world) -> list[SupportRequest]:
    return [factories.submit(world.page) for _number in range(3)]


def confirm(client, act, requests=(), which="selected", url=LIST):
    ticked = [request.reference for request in requests]
    data = {"act": act, "which": which, "reference": ticked, "next": url}
    return client.post(reverse("coorg_requests:bulk"), data)


def frozen(response) -> list[str]:
    return re.findall(r'name="item" value="([^"]+)"', response.content.decode())


def run(client, act, items, **fields):
    data = {"act": act, "item": items, "next": LIST, **fields}
    return client.post(reverse("coorg_requests:bulk_run"), data)


def test_take_those_that_are_ticked(world, moderator, three):
    page = confirm(moderator, "take", three[:2])
    items = frozen(page)
    assert items == [f"{request.reference}:1" for request in three[:2]]
    html = run(moderator, "take", items).content.decode()
    assert "2 requests done." in html
    assert [fresh(request).assignee for request in three] == [world.moderator] * 2 + [None]


def test_all_that_the_filter_shows_is_frozen(world, moderator, three):
    operations.move(user=world.moderator, request=three[0], move="review", version=1)
    items = frozen(confirm(moderator, "move-review", which="all"))
    late = factories.submit(world.page)
    assert len(items) == 2
    run(moderator, "move-review", items)
    assert fresh(late).state == "received"
    assert {fresh(request).state for request in three} == {"review"}


def test_one_refusal_spoils_nothing_and_says_why(world, moderator, three):
    items = frozen(confirm(moderator, "quarantine", three))
    operations.move(user=world.moderator, request=three[1], move="review", version=1)
    html = run(moderator, "quarantine", items).content.decode()
    assert "2 requests done." in html and "1 request left as it was." in html
    assert "Someone changed this request" in html
    assert [bool(fresh(request).quarantined_at) for request in three] == [True, False, True]


def test_assign_to_a_colleague(world, moderator, three):
    colleague, stranger = world.organizer, world.person("organizer", world.there)
    items = frozen(confirm(moderator, "assign", three))
    again = run(moderator, "assign", items, assignee=stranger.pk)
    assert frozen(again) == items  # nobody of that name: asked again, nothing done
    run(moderator, "assign", items, assignee=colleague.pk)
    assert {fresh(request).assignee for request in three} == {colleague}


def test_what_is_out_of_reach_does_not_exist(world, moderator, three):
    foreign = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    assert frozen(confirm(moderator, "take", [foreign, three[0]])) == [f"{three[0].reference}:1"]
    html = run(moderator, "take", [f"{foreign.reference}:1", "OC-2099-00001:1"]).content.decode()
    assert "2 requests were not found." in html
    assert foreign.reference not in html
    assert fresh(foreign).assignee is None


@pytest.mark.parametrize("name", ["bulk", "bulk_run"])
def test_only_who_may_and_only_by_post(world, sign_in, three, name):
    auditor = sign_in(world.person("auditor"))
    data = {"act": "take", "reference": three[0].reference, "item": f"{three[0].reference}:1"}
    address = reverse(f"coorg_requests:{name}")
    assert auditor.post(address, {**data, "next": LIST}).url == LIST
    assert fresh(three[0]).assignee is None
    assert auditor.get(address).status_code == 405
    assert sign_in(world.person("editor")).post(address, data).status_code == 302
    assert "coorg-bulk" not in auditor.get(LIST).content.decode()


@pytest.mark.parametrize("act", ["", "explode"])
def test_an_unknown_act_does_nothing(moderator, three, act):
    assert confirm(moderator, act, three).url == LIST
    assert run(moderator, act, [f"{three[0].reference}:1"]).url == LIST


def test_nothing_ticked_goes_back_to_the_list(moderator, three):
    assert confirm(moderator, "take").url == LIST


def test_a_strange_item_is_stale(moderator, three):
    html = run(moderator, "quarantine", [f"{three[0].reference}:x"]).content.decode()
    assert "0 requests done." in html
    assert not fresh(three[0]).quarantined_at


def test_no_more_than_the_most(moderator, three, monkeypatch):
    monkeypatch.setattr(bulk, "MOST", 2)
    page = confirm(moderator, "take", which="all")
    assert len(frozen(page)) == 2
    assert "first thousand" in page.content.decode()
