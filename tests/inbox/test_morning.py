"""A morning at the desk: ten requests triaged by the keyboard alone, in French."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from coorg_forms.inbox.views_table import VIEWS
from coorg_forms.models import SupportRequest
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOWN = "document.querySelector('article.coorg-request')?.dataset.reference ?? ''"


class Desk:
    """Someone who never touches the mouse. What a key does is waited for, never slept for."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys: str):
        for key in keys:
            self.page.keyboard.press(key)

    def do(self, *keys: str, until: str):
        """Press keys, until the script ``until`` is true."""
        self.press(*keys)
        self.wait(until)

    def wait(self, until: str):
        """The policy of the site forbids Playwright's own way of waiting for a script."""
        for _number in range(300):
            if self.page.evaluate(until):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {until}")

    @property
    def shown(self) -> str:
        """Reference of the request beside the list."""
        return self.page.evaluate(SHOWN)

    @property
    def said(self) -> str:
        return self.page.locator("[data-coorg-split-target=status]").inner_text()

    def open(self, *keys: str) -> str:
        """Press keys that show another request; its heading has the focus and it is announced."""
        before = self.shown
        self.do(*keys, until=f"!['', '{before}'].includes({SHOWN})")
        expect(self.page.locator(".coorg-request__title")).to_be_focused()
        assert "Demande" in self.said or "Request" in self.said
        return self.shown

    def done(self, *keys: str):
        """Press keys that act; what was done is said at the top."""
        self.page.evaluate(
            "document.querySelectorAll('.messages li').forEach((one) => { one.id = 'old' })"
        )
        self.do(*keys, until="!!document.querySelector('.messages > ul > li.success:not(#old)')")
        self.settled()

    def settled(self):
        """The request is there again; nothing is on its way any more."""
        self.wait("!document.querySelector('[aria-busy]')")
        self.page.wait_for_load_state("networkidle")

    def write(self, key: str, words: str):
        """Open a form by its key, fill it in and send it."""
        self.press(key)
        expect(self.page.locator("textarea:focus")).to_be_focused()
        self.page.keyboard.type(words)
        for _number in range(6):  # past the files and the colleagues to tell
            self.press("Tab")
            if self.page.evaluate("document.activeElement.matches('button')"):
                break
        self.done("Enter")


@pytest.fixture
def morning(world):
    """Ten requests, and someone who may do anything with them but decide alone."""
    person = world.person("moderator")
    person.user_permissions.add(Permission.objects.get(codename="route_supportrequest"))
    places = [["gatineau"]] * 2 + [["unsure"]] * 3 + [["gatineau"]] * 5
    requests = [
        factories.submit(world.page, factories.answers(title=f"Projet {number}", territory=place))
        for number, place in enumerate(places, 1)
    ]
    return world, person, requests


@pytest.fixture
def home(chromium, live_server, sign_in, morning):
    """The home of the admin, in French, already signed in. No script may fail there."""
    cookie = sign_in(morning[1], "fr").cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    context.set_default_timeout(15_000)
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(reverse("wagtailadmin_home"))
    page.wait_for_load_state("networkidle")
    yield page
    context.close()
    assert not faults


def states(requests) -> list[str]:
    now = {one.pk: one for one in SupportRequest.objects.filter(pk__in=[r.pk for r in requests])}
    return [now[request.pk].state for request in requests]


def test_ten_requests_before_the_coffee(home, morning):
    (world, _person, requests), page = morning, home
    desk = Desk(page)

    # From the home to the view "To triage".
    inbox = reverse("coorg_requests:index")
    for _number in range(40):
        desk.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == inbox:
            break
    with page.expect_navigation():
        desk.press("Enter")
    with page.expect_navigation():
        desk.press("g", "t")
    page.wait_for_load_state("networkidle")
    assert page.url.endswith("/view/triage/")

    # Along the rows, a tick and back, then the first one beside the list.
    desk.press("j", "j", "x", "x", "k")
    assert page.locator("tbody input:checked").count() == 0
    assert desk.open("o") == requests[0].reference
    assert f"/{requests[0].reference}/?next=" in page.url
    assert desk.said == "Demande 1 sur 10"

    # Taken, noted, asked; the request has left the view but the next one is still the next one.
    desk.done("i")
    desk.write("n", "Appelée ce matin")
    desk.write("q", "Combien êtes-vous?")
    assert desk.shown == requests[0].reference
    assert page.locator(".coorg-requests tbody tr").count() == 9

    # Put in quarantine by a slip of the finger, and undone at once.
    assert desk.open("j") == requests[1].reference
    desk.done("p")
    assert SupportRequest.objects.get(pk=requests[1].pk).quarantined_at
    desk.done("z")
    assert not SupportRequest.objects.get(pk=requests[1].pk).quarantined_at
    desk.write("r", "Bonjour, nous vous lisons.")
    desk.write("q", "Où est le terrain?")

    # Back in the history, and forward again.
    page.go_back()
    desk.wait(f"({SHOWN}) === '{requests[0].reference}'")
    page.go_forward()
    desk.wait(f"({SHOWN}) === '{requests[1].reference}'")

    # Three wait for a team: they go to the neighbours, who alone see them from now on.
    assert desk.open("j") == requests[2].reference
    for number in (2, 3, 4):
        assert desk.shown == requests[number].reference
        desk.press("m")
        page.keyboard.type("Pontiac")
        desk.press("Tab")
        page.keyboard.type("Organisation")
        desk.press("Tab")
        desk.done("Enter")
        assert desk.shown == ""  # out of reach: the list has the whole width again
        expect(page.locator(".coorg-title:focus")).to_be_focused()
        desk.open("o")

    # The others: asked, or withdrawn.
    assert desk.shown == requests[5].reference
    desk.write("w", "Au téléphone, ce matin")
    for number in (6, 7, 8, 9):
        assert desk.open("j") == requests[number].reference
        desk.write("q", "Pour quand?")

    # Nothing is left.
    desk.do("u", until=f"!({SHOWN})")
    with translation.override("fr"):
        assert str(VIEWS["triage"].empty) in page.locator("#listing-results").inner_text()
    expected = ["info_needed"] * 2 + ["received"] * 3 + ["withdrawn"] + ["info_needed"] * 4
    assert states(requests) == expected
    assert world.there.requests.count() == 3
