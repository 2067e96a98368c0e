"""Correcting a sent request in a browser: nothing typed is lost, axe is content (case 26)."""

import pytest
from playwright.sync_api import expect

from coorg_forms import operations
from coorg_forms.models import Amendment, SupportRequest
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe import assert_accessible
from tests.browser.walks import overflow

pytestmark = pytest.mark.browser


@pytest.fixture
def proposed(site) -> SupportRequest:
    """The demo's request of which a correction waits."""
    return Amendment.objects.first().request


@pytest.mark.parametrize(
    ("language", "scripts", "viewport"), [("fr", True, PHONE), ("en", False, DESK)]
)
def test_a_correction_with_a_question_that_opens(browse, proposed, language, scripts, viewport):
    operations.withdraw_correction(request=proposed)
    page = browse("about:blank", viewport=viewport)
    if not scripts:  # ours: axe is one itself
        page.route("**/*.js", lambda route: route.abort())
    page.goto(f"/demande/{proposed.token}/?lang={language}")
    assert_accessible(page)
    page.locator("a[href*='/correct/']").click()
    page.locator("[name=deadline-day]").wait_for(state="hidden" if scripts else "visible")
    page.locator("[name=timeline][value=fixed]").check()
    with page.expect_navigation():
        page.locator("button.coorg-button").last.click()

    assert page.locator("#error-summary a[href^='#id_deadline']").is_visible()
    expect(page.locator("#error-summary")).to_be_focused()
    assert_accessible(page)
    for part, said in {"day": "5", "month": "3", "year": "2031"}.items():
        control = page.locator(f"[name=deadline-{part}]")
        select = control.evaluate("one => one.tagName") == "SELECT"
        control.select_option(said) if select else control.fill(said)
    page.locator("[name=form-why]").fill("Une date est fixée.")
    with page.expect_navigation():
        page.locator("button.coorg-button").last.click()

    assert page.locator(".coorg-change").count() == 2
    assert_accessible(page)
    assert not overflow(page)
    with page.expect_navigation():
        page.locator("[name=form-send]").click()
    assert page.locator("#correction").is_visible()
    assert_accessible(page)
    assert Amendment.objects.pending().get().after["deadline"] == "2031-03-05"
