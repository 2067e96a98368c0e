"""No accessibility fault of ours on the list and on a request, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model

from coorg_forms import operations
from coorg_forms.models import ReplyTemplate, SupportRequest
from tests import factories
from tests.inbox.conftest import move

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: Wagtail's own furniture is its own affair.
FURNITURE = [["#wagtail-sidebar"], [".w-slim-header"], ["#keyboard-shortcuts-dialog"]]

#: axe then spells out what is wrong and not all that is right, which takes it twice as long.
WHAT_IS_WRONG = {"resultTypes": ["violations"]}

#: What makes the page scroll sideways.
TOO_WIDE = """
    [...document.querySelectorAll(".content-wrapper *")]
        .filter(() => document.querySelector(".content-wrapper").scrollWidth > innerWidth)
        .filter((element) => element.getBoundingClientRect().right > innerWidth)
        .map((element) => `${element.className} ${element.getBoundingClientRect().right}`)
"""


def settled(page):
    """Nothing fades in any more: halfway, its contrast would be judged.

    What repeats is no fade: the badge in Wagtail's menu beats for 25 seconds on every wide page.
    """
    page.evaluate(
        "Promise.all(document.getAnimations()"
        ".filter((one) => one.effect.getComputedTiming().iterations === 1)"
        ".map((one) => one.finished.catch(() => {})))"
    )


@pytest.fixture
def see(chromium, live_server, sign_in):
    """``see(user, path, language, width)`` → the violations on the page.

    A person stays signed in, in the same window, from one page of a test to the next.
    """
    pages = {}

    def open_page(user, language, width, scheme):
        cookie = sign_in(user, language).cookies[settings.SESSION_COOKIE_NAME].value
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        return context.new_page()

    def violations(user, path, *, language, width=1280, scheme="light", ready=None):
        look = (user, language, width, scheme)
        page = pages[look] = pages.get(look) or open_page(*look)
        response = page.goto(f"{live_server.url}{path}")
        assert response.ok and response.url == f"{live_server.url}{path}"
        page.wait_for_load_state("networkidle")
        for details in page.locator("details").all():
            details.evaluate("element => { element.removeAttribute('name'); element.open = true }")
        if ready:
            ready(page)
        settled(page)
        found = Axe().run(page, {"exclude": FURNITURE}, WHAT_IS_WRONG).response["violations"]
        assert page.evaluate(TOO_WIDE) == [], "the page scrolls sideways"
        return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]

    yield violations
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_decision_its_review_and_why(world, see, language):
    """The page of a decision, a refusal that is reviewed, and all that led to it; 320 px wide."""
    request = factories.submit(world.page)
    SupportRequest.objects.filter(pk=request.pk).update(state="review")
    address = f"/admin/requests/{request.reference}/"
    factories.evaluate(request, world.organizer, world.manager)
    for kind in ("declined", "accepted"):
        path = f"{address}decide/{kind}/"
        assert not see(world.moderator, path, language=language, width=320)
    factories.decide(request, world.moderator, "declined")
    operations.ask_review(request=request, body="Un oubli.")
    for path in (address, f"{address}explained/"):
        assert not see(world.manager, path, language=language, width=320)


@pytest.fixture
def busy(world):
    """A world with something of every kind in it."""
    for _number in range(3):
        factories.submit(world.page)
    move(factories.submit(world.page), "ask", world.moderator, reason="Combien?")
    request = factories.submit(world.page)
    operations.take(user=world.moderator, request=request)
    operations.note(user=world.moderator, request=request, body="Appelé")
    version = SupportRequest.objects.get(pk=request.pk).version
    request.refresh_from_db()
    operations.reply(user=world.moderator, request=request, body="Bonjour", version=version)
    ReplyTemplate.objects.create(name="Accusé", language="fr", body="Bonjour [prénom]")
    operations.save_view(
        user=world.moderator, name="Les reçues", view="triage", query="state=received"
    )
    request.outbox.update(status="failed", attempts=3, last_error="SMTPServerDisconnected")
    return request


@pytest.mark.parametrize(
    "language, width, scheme", [("fr", 320, "light"), ("en", 320, "light"), ("en", 1440, "dark")]
)
def test_the_list(see, busy, world, language, width, scheme):
    for query in ("", "?state=received&territory=gatineau", "?q=introuvable"):
        path = f"/admin/requests/{query}"
        look = {"language": language, "width": width, "scheme": scheme}
        assert see(world.moderator, path, **look) == []


@pytest.mark.parametrize(
    "language, width, scheme", [("en", 320, "dark"), ("fr", 1440, "light"), ("fr", 320, "light")]
)
def test_a_request(see, busy, world, language, width, scheme):
    suspicious = factories.submit(world.page, suspicions=("links",))
    unrouted = factories.submit(world.page, factories.answers(territory=["unsure"]))
    look = {"language": language, "width": width, "scheme": scheme}
    for request in (busy, suspicious, unrouted):
        path = f"/admin/requests/{request.reference}/"
        assert see(world.manager, path, **look) == []
    assert see(world.manager, f"/admin/requests/{busy.reference}/move/withdraw/", **look) == []


@pytest.mark.parametrize("language, width", [("fr", 320), ("en", 1440)])
def test_several_at_once(see, busy, world, language, width):
    def confirm_and_do(page):
        page.locator("input[name=reference]").nth(0).check()
        page.locator("input[name=reference]").nth(1).check()
        for button in ("#coorg-bulk button", ".coorg-bulk-page button"):
            page.locator(button).click()
            page.wait_for_load_state("networkidle")
            settled(page)
            assert (
                Axe().run(page, {"exclude": FURNITURE}, WHAT_IS_WRONG).response["violations"] == []
            )

    look = {"language": language, "width": width, "ready": confirm_and_do}
    assert see(world.moderator, "/admin/requests/", **look) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_too_late(see, world, language):
    request = factories.submit(world.page)

    def send_late(page):
        move(request, "review", world.organizer)
        page.locator("form[action*='/move/ask/'] textarea").fill("Mon texte")
        page.locator("form[action*='/move/ask/'] button").click()
        page.wait_for_load_state("networkidle")
        assert page.locator("form[action*='/move/ask/'] textarea").input_value() == "Mon texte"

    path = f"/admin/requests/{request.reference}/"
    assert see(world.moderator, path, language=language, ready=send_late) == []


@pytest.mark.parametrize("language, width", [("fr", 320), ("en", 1440)])
def test_what_those_who_oversee_read(see, busy, world, language, width):
    for page in ("", "requests/reports/", "requests/health/", "requests/accesses/"):
        look = {"language": language, "width": width}
        assert see(world.manager, f"/admin/{page}", **look) == []
    propose = "/admin/snippets/coorg_forms/holiday/propose/"
    assert see(world.manager, propose, language=language, width=width) == []


@pytest.mark.parametrize("language, width", [("fr", 320), ("en", 1440)])
def test_the_link_that_fills_a_form_in(see, world, language, width):
    """Without a question that may be filled in, with one, and with the link made."""
    plain = world.form(factories.usual_questions())
    asked = factories.block("radio", key="who", label="Qui?", prefill=True,
                            options=[("x", "Ixe"), ("y", "Igrec")])  # fmt: skip
    form = world.form([asked])
    editor = get_user_model().objects.create_superuser("editrice", "e@example.org", "x")
    for page, query in ((plain, ""), (form, ""), (form, "?who=x&campagne=affiche")):
        path = f"/admin/request-forms/{page.pk}/link/{query}"
        assert see(editor, path, language=language, width=width) == []
