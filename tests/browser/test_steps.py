"""A form in steps, in a real browser: every screen passes axe, nothing is lost on the way."""

import pytest
from django.core.files.storage import InMemoryStorage

from coorg_forms.models import Attachment, Establishment, RequestFormPage, SupportRequest
from tests import factories, files
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_axe import assert_accessible
from tests.browser.walks import errors_shown, fill_quickly, overflow, reference, send
from tests.public.forms import (
    IN_ERROR,
    RIGHT,
    every_type,
    types_of,
    types_that_can_be_wrong,
)

pytestmark = pytest.mark.browser

STEPS = [
    {"requester_type": "citizen_group", "org_name": "Les voisins"},
    {"contact_name-given": "Éloïse", "contact_pref": "email", "email": "e@example.org"},
    {"territory": "argenteuil", "place": "Lachute"},
    {"title": "Un jardin", "description": "Cultiver ensemble.", "themes": "food"},
    {"supports": "facilitation", "timeline": "3m"},
    {"consent_referral": "ask", "authorized": "yes"},
]


@pytest.fixture
def in_memory(monkeypatch):
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", InMemoryStorage())


def address(language) -> str:
    page = RequestFormPage.objects.get(
        establishment__code="laurentides", locale__language_code=language
    )
    return page.get_url()


def press(page, selector):
    with page.expect_navigation():
        page.locator(selector).first.click()


@pytest.mark.smoke
@pytest.mark.parametrize(("language", "scripts"), [("fr", True), ("en", False)])
def test_from_the_first_step_to_the_record(browse, in_memory, tmp_path, language, scripts):
    plan = tmp_path / "plan.pdf"
    plan.write_bytes(files.PDF)
    page = browse("about:blank", viewport=PHONE)
    if not scripts:
        page.route("**/*.js", lambda route: route.abort())
    page.goto(address(language))
    for number, answers in enumerate(STEPS):
        fill_quickly(page, answers)
        if number == 4:
            page.locator("input[type=file]").set_input_files(plan)
        assert_accessible(page)
        assert overflow(page) <= 0
        send(page)
    assert "step=review" in page.url and "plan.pdf" in page.content()
    assert_accessible(page)
    press(page, "[name=form-save]")
    assert_accessible(page)
    page.goto(address(language))
    assert_accessible(page)
    press(page, "a.coorg-button")
    assert "step=review" in page.url
    page.locator("#request-form .coorg-actions .coorg-button").first.dblclick()
    page.locator(".coorg-reference").wait_for()
    assert_accessible(page)

    stored = SupportRequest.objects.get(reference=reference(page))
    assert stored.files.get().name == "plan.pdf" and stored.language == language
    assert SupportRequest.objects.filter(submission_id=stored.submission_id).count() == 1


def test_without_a_connection_nothing_is_lost(browse):
    page = browse(address("fr"), viewport=PHONE)
    fill_quickly(page, STEPS[0])
    page.context.set_offline(True)
    page.locator("#request-form .coorg-actions .coorg-button").first.click()
    page.get_by_text("Vous semblez hors connexion").wait_for()
    assert page.locator("[name=org_name]").input_value() == "Les voisins"
    page.context.set_offline(False)
    send(page)
    assert "step=2" in page.url


@pytest.fixture(scope="module")
def every(site):
    """A form with a question of every type, in both languages."""
    form = factories.form_page(
        every_type(required=True), establishment=Establishment.objects.get(code="outaouais")
    )
    english = factories.translate(form, {})
    yield {"fr": form, "en": english}
    english.delete()
    form.delete()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_type_empty_filled_and_in_error(browse, every, language, scripts):
    page = browse("about:blank", viewport=DESK)
    if not scripts:
        page.route("**/*.js", lambda route: route.abort())
    page.goto(every[language].get_url())
    assert_accessible(page)
    right = {**RIGHT, "long_text": "Une ligne", "service": "oc", "territory": "gatineau"}
    fill_quickly(page, {name: right[name] for name in right if name != "audience"})
    assert_accessible(page)
    page.goto(every[language].get_url())
    texts_of_others = ("radio-text", "select-text")  # shown once their answer is chosen
    fill_quickly(page, {name: IN_ERROR[name] for name in IN_ERROR if name not in texts_of_others})
    send(page)
    names = "(found) => found.map((one) => one.dataset.question)"
    wrong = page.locator(".coorg-invalid[data-question]").evaluate_all(names)
    assert types_of(wrong) == types_that_can_be_wrong()
    assert errors_shown(page) >= len(types_that_can_be_wrong())
    assert_accessible(page)
