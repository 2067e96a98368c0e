"""Who else is there: told to those who see the request, for a minute, and kept nowhere."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Presence, SupportRequest
from tests import factories, grids
from tests.inbox.conftest import fresh
from tests.inbox.test_evaluation_walk import seat  # noqa: F401  (a fixture)

ADDRESS = "/admin/requests/presence/"


def beat(client, *seen, **said) -> dict:
    references = [getattr(one, "reference", one) for one in seen]
    response = client.post(ADDRESS, {"seen": references, **said})
    assert response.status_code == 200
    return response.json()


def test_a_colleague_reads_then_writes_then_leaves(world, sign_in, moderator, support_request):
    name, here = world.organizer.get_full_name(), support_request.reference
    colleague = sign_in(world.organizer)
    assert beat(colleague, support_request, open=here) == {}
    assert beat(moderator, support_request) == {here: f"{name} reads"}
    beat(colleague, support_request, open=here, writing="1")
    assert beat(moderator, support_request) == {here: f"{name} writes"}
    assert beat(colleague, open=here, gone="1") == {}
    assert beat(moderator, support_request) == {}
    assert not Presence.objects.exists()
    assert fresh(support_request).version == 1 and support_request.events.count() == 1


def test_a_presence_lives_for_a_minute_and_is_forgotten(world, moderator, support_request):
    other = factories.submit(world.page)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        operations.be_present(user=world.organizer, request=support_request)
        clock.shift(timedelta(seconds=59))
        assert beat(moderator, support_request)
        clock.shift(timedelta(seconds=1))
        assert beat(moderator, support_request) == {}
        beat(moderator, open=other.reference)
    assert [row.user for row in Presence.objects.all()] == [world.moderator]


def test_out_of_reach_says_nothing_and_takes_nothing(world, sign_in, moderator):
    hidden = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    operations.be_present(user=world.manager, request=hidden)
    asked = (hidden, "OC-2099-00001", "<b>", "x" * 40, "")
    assert beat(moderator, *asked, open=hidden.reference, writing="1") == {}
    assert beat(moderator, open="x" * 40) == {}
    assert [row.user for row in Presence.objects.all()] == [world.manager]
    beat(moderator, open=hidden.reference, gone="1")
    assert Presence.objects.count() == 1


def test_for_who_sees_requests_and_by_post_only(world, sign_in, client, support_request):
    for role in ("intake", "organizer", "moderator", "manager", "auditor", "privacy", "editor"):
        person = sign_in(world.person(role))
        assert person.post(ADDRESS).status_code == (302 if role == "editor" else 200), role
        assert person.get(ADDRESS).status_code == (302 if role == "editor" else 405), role
    assert client.post(ADDRESS).url.startswith(reverse("wagtailadmin_login"))
    assert not Presence.objects.exists()


def test_a_hundred_references_at_most_in_as_many_queries(world, moderator, support_request):
    def queries(*seen) -> int:
        with CaptureQueriesContext(connection) as captured:
            beat(moderator, *seen)
        return len(captured)

    beat(moderator, support_request)
    few = queries(support_request)
    others = [factories.submit(world.page) for _number in range(3)]
    for one in others:
        operations.be_present(user=world.organizer, request=one)
        operations.be_present(user=world.manager, request=one)
    assert queries(support_request, *others) == few
    padding = [f"OC-2098-{number:05d}" for number in range(100)]
    assert beat(moderator, *padding, others[0]) == {}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_two_seats_see_each_other(world, seat):  # noqa: F811
    request = factories.submit(world.page)
    first, second = seat(world.organizer, "fr", 1440), seat(world.moderator, "en", 1440)
    second.page.clock.install()
    address = f"/admin/requests/{request.reference}/"
    name = world.organizer.get_full_name()

    with first.page.expect_response(f"**{ADDRESS}"):
        first.page.goto(first.origin + address)
    second.page.goto(f"{second.origin}/admin/requests/")
    second.says(f"tbody .coorg-presence[data-reference={request.reference}]", f"{name} reads")
    second.page.locator("a.coorg-title").click()
    second.says(".coorg-split__pane .coorg-presence", f"{name} reads")

    with first.page.expect_response(f"**{ADDRESS}"):
        first.page.locator("#id_note_body").press_sequentially("Un mot")
    second.page.clock.fast_forward(21_000)
    second.says(".coorg-split__pane .coorg-presence", f"{name} writes")
    assert second.page.locator(".coorg-split__pane [role=status].coorg-presence").count() == 1

    first.page.close(run_before_unload=False)
    Presence.objects.filter(user=world.organizer).delete()  # a closed browser may send nothing
    second.page.clock.fast_forward(21_000)
    second.page.locator(".coorg-split__pane .coorg-presence:empty").wait_for(state="attached")
    assert SupportRequest.objects.get().version == 1


@pytest.mark.parametrize("page", ["", "evaluation/", "decide/redirected/"])
def test_every_page_of_a_request_says_so(world, moderator, support_request, page):
    grids.in_force(world)
    html = moderator.get(f"/admin/requests/{support_request.reference}/{page}").content.decode()
    assert html.count('data-controller="coorg-presence"') == 1
    assert f'data-coorg-presence-url-value="{ADDRESS}"' in html
    assert html.count('role="status" data-coorg-presence-target="mark"') == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_who_goes_elsewhere_is_gone_at_once(world, seat):  # noqa: F811
    request = factories.submit(world.page)
    reader = seat(world.organizer, "en", 1440)
    with reader.page.expect_response(f"**{ADDRESS}"):
        reader.page.goto(f"{reader.origin}/admin/requests/{request.reference}/")
    assert Presence.objects.get().user == world.organizer
    reader.page.goto(f"{reader.origin}/admin/requests/")
    reader.page.wait_for_load_state("networkidle")
    for _try in range(50):
        if not Presence.objects.exists():
            return
        reader.page.wait_for_timeout(100)
    raise AssertionError("still there")


#: A tab that is put behind another one, as its page learns of it.
HIDE = """() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "hidden" });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
SHOW = """() => {
    delete document.hidden;
    delete document.visibilityState;
    document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_hidden_tab_is_silent_until_it_is_looked_at_again(world, seat):  # noqa: F811
    request = factories.submit(world.page)
    reader, colleague = seat(world.organizer, "en", 1440), seat(world.moderator, "en", 1440)
    name, mark = world.organizer.get_full_name(), ".coorg-request .coorg-presence"
    address, beats = f"/admin/requests/{request.reference}/", []
    for one in (reader, colleague):
        one.page.clock.install()
    with reader.page.expect_response(f"**{ADDRESS}"):
        reader.page.goto(reader.origin + address)
    colleague.page.goto(colleague.origin + address)
    colleague.says(mark, f"{name} reads")

    reader.page.on("request", lambda sent: ADDRESS in sent.url and beats.append(sent.url))
    reader.page.evaluate(HIDE)
    for _poll in range(4):
        reader.page.clock.fast_forward(21_000)
        reader.page.wait_for_timeout(50)
    assert beats == []
    Presence.objects.filter(user=world.organizer).update(  # the minute that has gone by
        at=timezone.now() - timedelta(seconds=61)
    )
    colleague.page.clock.fast_forward(21_000)
    colleague.page.locator(f"{mark}:empty").first.wait_for(state="attached")

    with reader.page.expect_response(f"**{ADDRESS}", timeout=6_000):  # not at the next poll
        reader.page.evaluate(SHOW)
        reader.page.clock.fast_forward(1_000)
    colleague.page.clock.fast_forward(21_000)
    colleague.says(mark, f"{name} reads")
