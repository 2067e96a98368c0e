"""Two people evaluate by keyboard, differ and agree; nothing they typed is lost."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from coorg_forms.models import Evaluation, SupportRequest
from tests import factories, grids
from tests.grids import GATE, WORKED
from tests.inbox.test_accessibility import FURNITURE, WHAT_IS_WRONG, settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TABS = 120


class Evaluator:
    """Someone at a keyboard, in the admin."""

    def __init__(self, page, origin):
        self.page, self.origin = page, origin

    def open(self, request):
        self.page.goto(f"{self.origin}/admin/requests/{request.reference}/")
        with self.page.expect_navigation():
            self.press("e")
        self.page.wait_for_load_state("networkidle")

    def press(self, key):
        self.page.keyboard.press(key)

    def tab_to(self, selector):
        for _number in range(MOST_TABS):
            self.press("Tab")
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"never reached by the keyboard: {selector}")

    def evaluate(self, notes):
        yes = self.page.locator("#gate-collective [value=yes]").get_attribute("data-key")
        self.tab_to("[name=gate-collective]")
        for _key in GATE:
            self.press(yes)
            self.press("ArrowDown")
        for note in notes.values():
            self.press("s" if note is None else str(note))
            self.press("ArrowDown")

    def hand_in(self):
        self.tab_to("[formaction*='/submit/']:not([name])")
        with self.page.expect_navigation():
            self.press("Enter")
        self.page.wait_for_load_state("networkidle")

    def faults(self) -> list[str]:
        self.page.wait_for_load_state("networkidle")
        settled(self.page)
        found = Axe().run(self.page, {"exclude": FURNITURE}, WHAT_IS_WRONG).response["violations"]
        sideways = self.page.evaluate(
            "document.querySelector('.content-wrapper').scrollWidth > innerWidth"
        )
        said = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
        return [*said, *(["sideways"] if sideways else [])]

    def says(self, selector, words):
        self.page.locator(selector).filter(has_text=words).first.wait_for()


@pytest.fixture
def seat(chromium, live_server, sign_in):
    contexts = []

    def seat(user, language, width) -> Evaluator:
        cookie = sign_in(user, language).cookies[settings.SESSION_COOKIE_NAME].value
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        return Evaluator(context.new_page(), live_server.url)

    yield seat
    for context in contexts:
        context.close()


def test_two_evaluators_a_decision_and_the_requester(world, seat, chromium, live_server):
    grids.in_force(world)
    request = factories.submit(world.page)
    first, second = seat(world.organizer, "fr", 1440), seat(world.moderator, "en", 320)

    first.open(request)
    first.evaluate(WORKED)
    first.says("[data-coorg-evaluate-target=score]", "78")
    assert first.faults() == []
    first.page.route("**/evaluation/save/", lambda route: route.abort())
    first.tab_to("#coorg-overall")
    first.page.keyboard.type("Un milieu que personne ne rejoint.")
    first.page.locator(".coorg-saved-at--failed").wait_for()
    assert "personne" in first.page.locator("#coorg-overall").input_value()
    first.page.unroute("**/evaluation/save/")
    first.hand_in()
    assert Evaluation.objects.get().notes == WORKED
    assert Evaluation.objects.get().comment.startswith("Un milieu")
    assert first.faults() == []

    second.open(request)
    assert "personne ne rejoint" not in second.page.content()
    assert second.faults() == []
    second.evaluate({**WORKED, "timing": 1})
    second.says("[data-coorg-evaluate-target=score]", "72")
    second.hand_in()
    assert second.page.locator(".coorg-compared--apart").count() == 1
    assert SupportRequest.objects.get().score_state == "discuss"
    assert second.faults() == []
    second.tab_to("#id_joint_note_body")
    second.page.keyboard.type("Nous retenons 2.")
    second.press("Tab")
    with second.page.expect_navigation():
        second.press("Enter")
    stored = SupportRequest.objects.get()
    assert (stored.score_state, stored.score, stored.band) == ("scored", 75, "P1")
    second.says(".coorg-result", "75 of 100")

    decide(seat(world.manager, "fr", 1440), world.manager)
    read(chromium, live_server)


def decide(manager, person):
    """Start the review, then accept, by keyboard; what the requester will read is seen first."""
    page_of_the_request = f"/admin/requests/{SupportRequest.objects.get().reference}/"
    manager.page.goto(manager.origin + page_of_the_request)
    manager.tab_to("form[action*='/move/review/'] button")
    with manager.page.expect_navigation():
        manager.press("Enter")
    manager.page.goto(manager.origin + page_of_the_request)
    manager.tab_to("a[href*='/decide/accepted/']")
    with manager.page.expect_navigation():
        manager.press("Enter")
    manager.says(".coorg-score", "75")
    assert manager.faults() == []
    manager.tab_to("[name=reason]")
    manager.page.keyboard.type("Votre projet rejoint nos critères.")
    manager.tab_to("[name=preview]")
    with manager.page.expect_navigation():
        manager.press("Enter")
    manager.says(".coorg-preview", "Votre projet rejoint nos critères.")
    assert manager.faults() == []
    assert SupportRequest.objects.get().state == "review"
    manager.tab_to("[name=decide]")
    with manager.page.expect_navigation():
        manager.press("Enter")
    stored = SupportRequest.objects.get()
    assert stored.state == "accepted" and stored.decisions.get().decided_by == person


def read(chromium, live_server):
    """The requester's page on a telephone, without an account: the reason, never the score."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(
        live_server.url + reverse("coorg_forms:sent", args=[SupportRequest.objects.get().token])
    )
    page.get_by_text("Votre projet rejoint nos critères.").wait_for()
    assert not re.search(r"\b75\b", page.locator("main").inner_text())
    assert Axe().run(page, options=WHAT_IS_WRONG).response["violations"] == []
    context.close()
