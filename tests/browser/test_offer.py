"""The offer page where people stand: axe, keyboard, narrow screens, paper, no script."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe import assert_accessible

pytestmark = pytest.mark.browser

OFFERS = {
    "fr": "/fr/laurentides/relations-a-la-communaute-et-organisation-communautaire/",
    "en": "/en/outaouais/support-for-community-organizing/",
}
NARROW = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("language", sorted(OFFERS))
def test_axe(browse, language, viewport):
    page = browse(OFFERS[language], viewport=viewport)
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)


def test_nothing_scrolls_sideways(browse):
    page = browse(OFFERS["fr"], viewport=NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_keyboard_reaches_the_form_and_the_note(browse):
    page = browse(OFFERS["fr"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the header
    page.keyboard.press("Tab")
    expect(page.locator(".coorg-button:focus")).to_be_focused()
    note = page.locator(".coorg-note-link")
    note.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#note-1")
    page.locator("#note-1 .coorg-back").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#note-1-1")
    page.locator(".coorg-offer-head .coorg-button").focus()
    page.keyboard.press("Enter")
    page.locator("#request-form").wait_for()


def test_contents_open_without_scripts(browse):
    page = browse(OFFERS["en"], scripts=False)
    page.locator(".coorg-contents summary").click()
    link = page.locator(".coorg-contents a").last
    link.click()
    expect(page.locator(link.get_attribute("href"))).to_be_visible()


def test_paper_has_the_code_and_no_buttons(browse):
    page = browse(OFFERS["fr"])
    code = page.locator(".coorg-print-code svg")
    assert not code.is_visible()
    page.emulate_media(media="print")
    assert code.bounding_box()["width"] > 75  # two centimetres
    assert not page.locator(".coorg-contents").is_visible()


def test_forced_colours_keep_what_is_said(browse):
    page = browse(OFFERS["fr"])
    page.emulate_media(forced_colors="active")
    style = "getComputedStyle(document.querySelector('.coorg-button')).borderTopStyle"
    assert page.evaluate(style) == "solid"
    assert page.locator(".coorg-open").first.inner_text()
