"""axe finds nothing to complain of, on every page that people see, in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from coorg_forms.models import RequestFormPage, SupportRequest
from tests.browser.conftest import DESK, PHONE
from tests.browser.walks import (
    errors_shown,
    fill_quickly,
    form_address,
    group,
    log_in,
    reference,
    send,
)

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    },
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
SCREENS = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


@pytest.fixture
def open_form(browse):
    """The form of a language. Without scripts means without ours: axe is one itself."""

    def open_form(language, scripts, viewport=DESK):
        page = browse("about:blank", viewport=viewport)
        if not scripts:
            page.route("**/*.js", lambda route: route.abort())
        page.goto(form_address(language))
        return page

    return open_form


def assert_accessible(page):
    found = Axe().run(page, options=OPTIONS)
    faults = [
        (one["id"], node["target"], node["failureSummary"])
        for one in found.response["violations"]
        for node in one["nodes"]
    ]
    assert not faults


@SCREENS
@SCRIPTS
@LANGUAGES
def test_form(open_form, language, scripts, viewport):
    page = open_form(language, scripts, viewport)
    assert_accessible(page)
    fill_quickly(page, group("axe@example.org", requester_type="other"))
    assert_accessible(page)


@SCRIPTS
@LANGUAGES
def test_form_in_error(open_form, language, scripts):
    page = open_form(language, scripts)
    fill_quickly(page, {"requester_type": "other", "contact_pref": "email", "email": "zoe@"})
    for box in page.locator("[name=themes]").all()[:4]:
        box.check()
    send(page)
    assert errors_shown(page) >= 5
    assert page.locator("[aria-invalid=true]").count() >= 4
    assert_accessible(page)


@SCRIPTS
@LANGUAGES
def test_captcha_asked_and_missed_and_confirmation(open_form, language, scripts):
    page = open_form(language, scripts)
    fill_quickly(page, group("axe@example.org", description="http://a.ca " * 9))
    send(page)
    captcha = page.locator("#id_form-captcha-answer")
    assert captcha.count() == 1
    assert_accessible(page)
    captcha.fill("0")
    send(page)
    assert captcha.count() == 1
    assert_accessible(page)
    captcha.fill("0")
    send(page)
    assert reference(page)
    assert_accessible(page)


@LANGUAGES
def test_home(browse, language):
    assert_accessible(browse(f"/{language}/"))


@pytest.mark.parametrize(
    ("language", "username"), [("fr", "maelle.desruisseaux"), ("en", "heather.colquhoun")]
)
def test_inbox(browse, language, username):
    page = browse("/admin/login/")
    log_in(page, username)
    page.goto("/admin/requests/")
    assert page.locator("html").get_attribute("lang").startswith(language)
    assert page.locator("main a[href*='OC-']").count()
    assert_accessible(page)
    page.locator("main a[href*='OC-']").first.click()
    page.locator(".coorg-request").wait_for()
    assert_accessible(page)


def test_there_is_a_form_in_each_language(site):
    assert RequestFormPage.objects.filter(establishment__code="outaouais").count() == 2
    assert SupportRequest.objects.exists()
