"""Working through a list: 3 of 47, next, previous, and where one goes after an action."""

import re

import pytest
from django.urls import reverse
from django.utils.http import urlencode

from coorg_forms import operations
from coorg_forms.models import Preference, SupportRequest
from tests import factories
from tests.inbox.conftest import fresh, post, url

TRIAGE = "/admin/requests/view/triage/?state=received"


@pytest.fixture
def three(world) -> list[SupportRequest]:
    """In the order of the list."""
    return [factories.submit(world.page) for _number in range(3)]


def page(client, request, **query) -> str:
    address = url("detail", request)
    response = client.get(f"{address}?{urlencode({'next': TRIAGE, **query})}")
    assert response.status_code == 200
    return response.content.decode()


def neighbours(html) -> dict[str, str]:
    """``prev``, ``next`` → reference."""
    links = re.findall(r'rel="(prev|next)" href="/admin/requests/([^/]+)/', html)
    return dict(links)


def test_place_and_neighbours(moderator, three):
    first, second, third = three
    html = page(moderator, second)
    assert "2 of 3" in html
    assert neighbours(html) == {"prev": first.reference, "next": third.reference}
    assert neighbours(page(moderator, first)) == {"next": second.reference}
    assert neighbours(page(moderator, third)) == {"prev": second.reference}


def test_neighbours_keep_to_the_filter_and_to_what_is_in_reach(world, moderator, three):
    first, second, third = three
    SupportRequest.objects.filter(pk=second.pk).update(territory=world.pontiac)
    second.territories.set([world.pontiac])
    assert neighbours(page(moderator, first)) == {"next": third.reference}
    post(moderator, "move", third, "review", next=TRIAGE)
    assert neighbours(page(moderator, first)) == {}


def test_the_place_stays_when_an_action_takes_the_request_out_of_the_list(moderator, three):
    first, second, third = three
    answer = post(moderator, "move", second, "review", next=TRIAGE)
    html = moderator.get(answer.url).content.decode()
    assert "No longer in this list" in html
    assert neighbours(html) == {"prev": first.reference, "next": third.reference}


@pytest.mark.parametrize(
    "wanted, expected", [("stay", 1), ("next", 2), ("list", None)], ids=["stay", "next", "list"]
)
def test_after_an_action(world, moderator, three, wanted, expected):
    moderator.post(reverse("coorg_requests:prefer"), {"after_act": wanted})
    answer = post(moderator, "move", three[1], "review", next=TRIAGE)
    if expected is None:
        assert answer.url == TRIAGE
    else:
        assert answer.url.startswith(url("detail", three[expected]))
    noted = post(moderator, "note", three[0], body="Une note", next=TRIAGE)
    assert noted.url.startswith(url("detail", three[0]))  # who writes a note stays


def test_after_the_last_one_comes_the_list(moderator, three):
    moderator.post(reverse("coorg_requests:prefer"), {"after_act": "next"})
    assert post(moderator, "move", three[2], "review", next=TRIAGE).url == TRIAGE


def test_whoever_undoes_comes_back_to_the_request(world, moderator, three):
    moderator.post(reverse("coorg_requests:prefer"), {"after_act": "next"})
    taken = post(moderator, "take", three[0], next=TRIAGE)
    html = moderator.get(taken.url).content.decode()
    event = html.split('name="event" value="')[1].split('"')[0]
    back = post(moderator, "undo", three[0], next=TRIAGE, event=event)
    assert back.url.startswith(url("detail", three[0]))
    assert fresh(three[0]).assignee is None


def test_the_preference_is_the_persons_own(world, sign_in, moderator):
    moderator.post(reverse("coorg_requests:prefer"), {"after_act": "next"})
    sign_in(world.organizer).post(reverse("coorg_requests:prefer"), {"after_act": "list"})
    moderator.post(reverse("coorg_requests:prefer"), {"after_act": "elsewhere"})
    assert Preference.objects.get(user=world.moderator).after_act == "next"
    assert Preference.objects.get(user=world.organizer).after_act == "list"


@pytest.mark.parametrize("address", ["/admin/", "/admin/requests/view/nothing/", "/admin/pages/1/"])
def test_coming_from_elsewhere_is_coming_from_all_open(moderator, three, address):
    response = moderator.get(f"{url('detail', three[0])}?{urlencode({'next': address})}")
    assert "1 of 3" in response.content.decode()


def test_keys_are_bound_unless_the_person_turned_them_off(world, moderator, three):
    html = page(moderator, three[1])
    assert 'data-controller="coorg-keys"' in html and 'aria-keyshortcuts="j"' in html
    assert 'aria-keyshortcuts="t"' in html  # start the review
    profile = world.moderator.wagtail_userprofile
    profile.keyboard_shortcuts = False
    profile.save()
    html = page(moderator, three[1]).split("<main")[1]
    assert "aria-keyshortcuts" not in html and "coorg-keys" not in html


def test_no_key_stands_for_two_things(world, moderator):
    request = factories.submit(world.page)
    operations.take(user=world.moderator, request=request)
    request.refresh_from_db()
    for move, fields in (("review", {}), ("ask", {"reason": "Qui?"}), ("resume", {})):
        html = page(moderator, request)
        found = re.findall(r'aria-keyshortcuts="(.)"', html.split("<main")[1])
        assert len(found) == len(set(found)), found
        post(moderator, "move", request, move, **fields)
