"""A request entered with the keyboard alone, without a fault of accessibility on the way."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from coorg_forms.models import SupportRequest
from tests.browser.walks import Keyboard, overflow
from tests.inbox.test_accessibility import FURNITURE, WHAT_IS_WRONG, settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A date or a line of text may stand a few pixels below the edge: it is not entirely hidden.
IN_SIGHT = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.bottom > 20 && box.top < innerHeight - 20;
}"""

SAID = {
    "form-entry-channel": "person",
    "form-entry-speaks": "other",
    "form-entry-speaker": "Zénaïde Roy",
    "form-entry-speaker_tie": "Voisine",
    "form-entry-notice": "read",
    "org_name": "École Saint-Jérôme",
    "contact_name-given": "Éloïse",
    "territory": "gatineau",
    "title": "Créer un jardin collectif",
    "description": "Nous voulons de l’eau.",
    "known": "yes",
    "organizer": "Maude",
    "form-entry-updates": "speaker",
    "form-entry-speaker_email": "zenaide@example.org",
}


@pytest.mark.parametrize("language, width", [("fr", 360), ("en", 1280)])
def test_from_the_list_to_the_number(chromium, live_server, sign_in, world, language, width):
    cookie = sign_in(world.intake if world.page else None, language).cookies
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    session = cookie[settings.SESSION_COOKIE_NAME].value
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    page, faults = context.new_page(), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    keyboard = Keyboard(page)

    def check():
        page.wait_for_load_state("networkidle")
        settled(page)
        found = Axe().run(page, {"exclude": FURNITURE}, WHAT_IS_WRONG).response["violations"]
        told = [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
        assert told == []
        assert overflow(page) == 0

    def press(button):
        page.locator(button).first.focus()
        with page.expect_navigation():
            keyboard.press("Enter")
        check()

    page.goto("/admin/requests/")
    page.locator("a[href$='/requests/enter/']").focus()
    with page.expect_navigation():
        keyboard.press("Enter")
    check()
    assert page.locator("[name=form-entry-speaker]").is_hidden()
    assert page.locator("[name=organizer]").is_hidden()

    press(".coorg-enter__acts button")
    expect(page.locator("#error-summary")).to_be_focused()
    first = page.locator("#error-summary a").first.get_attribute("href")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(page.locator(first)).to_be_focused()

    page.locator("#coorg-came").evaluate("title => { title.tabIndex = -1; title.focus() }")
    left = dict(SAID)
    while left:
        keyboard.press("Tab")
        for _moment in range(20):  # Wagtail scrolls in its own time
            if page.evaluate(IN_SIGHT):
                break
            page.wait_for_timeout(50)
        stop = keyboard.active()
        assert stop["type"] != "body", f"never reached by the keyboard: {left}"
        assert stop["uncovered"] and stop["marked"] and page.evaluate(IN_SIGHT), stop
        if stop["name"] in left and keyboard._answer(stop, left[stop["name"]]):
            left.pop(stop["name"])
            page.wait_for_timeout(150)  # Wagtail shows what follows in its own time too
    press(".coorg-enter__acts button")
    assert page.locator("#id_confirmed").count() == 1
    assert "Zénaïde Roy, Voisine" in page.content() and "Maude" in page.content()

    press(".coorg-enter__acts button")  # the box is forgotten
    assert page.locator("#error-summary").count() == 1
    page.locator("#id_confirmed").focus()
    keyboard.press("Space")
    press(".coorg-enter__acts button")
    request = SupportRequest.objects.get()
    assert page.locator(".coorg-given__reference").inner_text() == request.reference
    assert request.contact.mail_address == "zenaide@example.org"
    press("a[href*='print=1']")
    context.close()
    assert not faults
