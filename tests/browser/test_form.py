"""The real form in a real browser: keyboard only, small screens, both languages, no scripts."""

import pytest
from playwright.sync_api import expect

from coorg_forms.models import SupportRequest
from tests.browser.conftest import PHONE
from tests.browser.walks import (
    GROUP,
    Keyboard,
    errors_shown,
    fill_quickly,
    form_address,
    group,
    overflow,
    reference,
    send,
)

pytestmark = pytest.mark.browser

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
NARROW = {"width": 320, "height": 640}


@SCRIPTS
@LANGUAGES
def test_filled_and_sent_with_the_keyboard_on_a_phone(browse, language, scripts):
    page = browse(form_address(language), viewport=PHONE, scripts=scripts)
    person = Keyboard(page)
    person.fill(group("clavier@example.org"))
    person.send()
    request = SupportRequest.objects.get(reference=reference(page))
    answers = request.all_answers()
    assert request.language == language
    assert not request.quarantined_at
    assert request.territory.code == "gatineau"
    assert answers["requester_type"]["choice"] == "citizen_group"
    assert answers["contact_name"] == {"given": "Éloïse", "family": "D’Amours-Nguyen"}
    assert answers["email"] == "clavier@example.org"
    assert answers["themes"]["choices"] == ["food", "isolation"]
    assert answers["supports"] == ["facilitation"]
    assert overflow(page) <= 0


@SCRIPTS
def test_every_kind_of_field_with_the_keyboard(browse, scripts):
    """A department of the CISSS: the list, the date, the telephone, the text beside Other."""
    page = browse(form_address(), viewport=PHONE, scripts=scripts)
    answers = {
        "requester_type": "cisss_unit",
        "cisss_unit_name": "sapa",
        "contact_name-given": "Zoé",
        "contact_pref": "phone",
        "phone-number": "819 555-0123 poste 4567",
        "territory": ["pontiac"],
        "title": "Une table",
        "description": "Une table de quartier.",
        "themes": ["other"],
        "themes-text": "la culture",
        "supports": ["consulting"],
        "timeline": "fixed",
        "deadline-day": "1er",
        "deadline-month": "août",
        "deadline-year": "2031",
        "authorized": "yes",
    }
    person = Keyboard(page)
    person.fill(answers)
    person.send()
    found = SupportRequest.objects.get(reference=reference(page)).all_answers()
    assert found["cisss_unit_name"] == "sapa"
    assert found["phone"] == {"number": "+18195550123", "extension": "4567"}
    assert found["themes"] == {"choices": ["other"], "text": "la culture"}
    assert found["deadline"] == "2031-08-01"


@SCRIPTS
def test_errors_then_correction_with_the_keyboard(browse, scripts):
    page = browse(form_address(), viewport=PHONE, scripts=scripts)
    title = page.title()
    person = Keyboard(page)
    person.fill({"contact_name-given": "Zoé", "contact_pref": "email", "email": "zoe@"})
    person.send()
    assert page.title() != title
    assert title in page.title()
    expect(page.locator("#error-summary")).to_be_focused()
    assert errors_shown(page) >= 6

    target = page.locator("#error-summary li a").first.get_attribute("href").removeprefix("#")
    assert "#" not in page.url
    person.tab()
    person.press("Enter")
    expect(page.locator(f"#{target}")).to_be_focused()
    assert person.active()["onScreen"]

    email = page.locator("#id_email")
    assert email.input_value() == "zoe@"
    assert email.get_attribute("aria-invalid") == "true"
    fill_quickly(page, group("zoe@example.org"))
    send(page)
    assert reference(page)


@SCRIPTS
def test_enter_in_a_field_sends_the_form(browse, scripts):
    page = browse(form_address(), scripts=scripts)
    fill_quickly(page, group("entree@example.org"))
    page.locator("#id_title").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert reference(page)


@SCRIPTS
def test_language_switch_keeps_what_was_typed(browse, scripts):
    page = browse(form_address("fr"), viewport=PHONE, scripts=scripts)
    fill_quickly(page, group("langue@example.org"))
    with page.expect_navigation():
        page.locator("button[name=form-switch]").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#error-summary").count() == 0
    assert page.locator("#id_title").input_value() == GROUP["title"]
    assert page.locator("[name=requester_type]:checked").get_attribute("value") == "citizen_group"
    assert page.locator("[name=themes]:checked").count() == 2
    send(page)
    request = SupportRequest.objects.get(reference=reference(page))
    assert request.language == "en"
    assert page.locator("html").get_attribute("lang") == "en"
    assert request.all_answers()["themes"]["choices"] == ["food", "isolation"]


@SCRIPTS
@LANGUAGES
def test_no_page_is_wider_than_a_narrow_screen(browse, language, scripts):
    page = browse(form_address(language), viewport=NARROW, scripts=scripts)
    assert overflow(page) <= 0
    send(page)
    assert errors_shown(page)
    assert overflow(page) <= 0
    fill_quickly(page, group("un.nom.tres.long.et.sans.coupure.aucune@example.org"))
    page.locator("#id_title").fill("M" * 90)
    send(page)
    assert reference(page)
    assert overflow(page) <= 0


def test_form_is_one_column_of_readable_controls_at_320(browse):
    page = browse(form_address(), viewport=NARROW)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
             '#request-form :is(input:not([type=hidden], [tabindex]), select, textarea, button)')]
           .filter((e) => e.offsetParent && (e.offsetHeight < 24 || e.offsetWidth < 24))
           .map((e) => e.id)"""
    )
    assert small == []


def test_double_click_on_send_is_one_request(browse):
    page = browse(form_address())
    fill_quickly(page, group("double@example.org"))
    before = SupportRequest.objects.count()
    with page.expect_navigation(url="**/demande/**"):
        page.locator("#request-form .coorg-actions .coorg-button").first.dblclick(
            no_wait_after=True
        )
    assert reference(page)
    assert SupportRequest.objects.count() == before + 1


@SCRIPTS
def test_back_and_send_again_is_the_same_request(browse, scripts):
    page = browse(form_address(), scripts=scripts)
    fill_quickly(page, group("retour@example.org"))
    send(page)
    sent = reference(page)
    page.go_back()
    assert page.locator("#id_title").input_value() == GROUP["title"]
    assert page.locator("#id_org_name").input_value() == GROUP["org_name"]
    send(page)
    assert reference(page) == sent


def test_count_of_characters_goes_down(browse):
    page = browse(form_address())
    field, count = page.locator("#id_description"), page.locator("#id_description-count")
    limit = int(field.get_attribute("data-coorg-limit"))
    for length, shown in ((0, limit), (10, limit - 10), (limit + 5, 5)):
        field.fill("x" * length)
        assert int("".join(c for c in count.inner_text() if c.isdigit())) == shown
    assert "coorg-count-over" in count.get_attribute("class")
