"""What goes wrong on the way ends in a clear message, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.files.storage import InMemoryStorage
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Attachment, Draft, Establishment, SupportRequest
from tests import factories, files
from tests.browser.conftest import PHONE
from tests.browser.test_axe import assert_accessible
from tests.browser.walks import overflow, send

pytestmark = pytest.mark.browser

QUESTIONS = [
    factories.block("section", title="Le groupe"),
    factories.block("text", key="org", label="Nom du groupe"),
    factories.block("file", key="plans", label="Plans", required=False, max_mb=1),
    factories.block("section", title="Le besoin"),
    factories.block("text", key="need", label="Votre besoin"),
]
BOTH = pytest.mark.parametrize(("language", "scripts"), [("fr", True), ("en", False)])


@pytest.fixture(scope="module")
def forms(site):
    """A form in steps with a file, in both languages."""
    establishment = Establishment.objects.get(code="outaouais")
    form = factories.form_page(QUESTIONS, establishment=establishment, layout="steps")
    english = factories.translate(form, {})
    yield {"fr": form, "en": english}
    english.delete()
    form.delete()


@pytest.fixture
def storage(monkeypatch):
    kept = InMemoryStorage()
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", kept)
    return kept


@pytest.fixture
def fill(browse, forms, tmp_path):
    """``fill(language, scripts, bytes)`` → the first step, filled in, with a file of that size."""

    def fill(language, scripts=True, size=0):
        page = browse(forms[language].get_url(), viewport=PHONE, scripts=scripts)
        page.locator("[name=org]").fill("Les voisins")
        if size:
            plan = tmp_path / "plan.pdf"
            plan.write_bytes(files.PDF + b"x" * size)
            page.locator("input[type=file]").set_input_files(plan)
        return page

    return fill


def typed(page, name="org") -> str:
    return page.locator(f"[name={name}]").input_value()


@BOTH
def test_a_full_disk(fill, storage, monkeypatch, language, scripts):
    def fail(*args, **kwargs):
        raise OSError(28, "No space left on device")

    page = fill(language, scripts, size=10)
    monkeypatch.setattr(storage, "save", fail)
    send(page)
    said = page.locator("#error-summary").inner_text()
    assert "plan.pdf" in said and {"fr": "Ajoutez-le", "en": "Add it again"}[language] in said
    assert typed(page) == "Les voisins"

    monkeypatch.undo()
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", storage)
    send(page)
    assert "step=2" in page.url


@BOTH
def test_a_file_that_is_too_large(fill, storage, language, scripts):
    page = fill(language, scripts, size=2_000_000)
    if scripts:  # told before it travels
        said = page.locator("#id_plans-size")
        assert "plan.pdf" in said.inner_text() and said.get_attribute("role") == "alert"
        assert page.locator("input[type=file]").evaluate("field => field.files.length") == 0
        assert overflow(page) <= 0
        assert_accessible(page)
    else:
        send(page)
        assert "plan.pdf" in page.locator("#error-summary").inner_text()
    assert typed(page) == "Les voisins"
    send(page)
    assert "step=2" in page.url and not Attachment.objects.filter(name="plan.pdf").exists()


@BOTH
def test_a_draft_that_expired(fill, storage, language, scripts):
    page = fill(language, scripts)
    send(page)
    page.locator("[name=need]").fill("Un jardin")
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    send(page)

    said = {"fr": "ne sont plus conservées", "en": "no longer kept"}[language]
    assert said in page.locator(".coorg-banner").inner_text()
    page.locator("[name=org]").fill("Les voisins")
    send(page)
    assert typed(page, "need") == "Un jardin"


def test_the_answer_of_a_requester_comes_through(browse, site):
    """From a page whose address is private: its posts must still say where they come from."""
    routed = SupportRequest.objects.exclude(territory=None).exclude(service=None)
    request = routed.filter(state="received", language="fr").first()
    staff = get_user_model().objects.filter(is_superuser=True).first()
    operations.move(user=staff, request=request, move="ask", version=request.version, reason="Où?")
    page = browse(reverse("coorg_forms:sent", args=[request.token]), viewport=PHONE)
    page.locator("#id_answer").fill("Rue Principale")
    with page.expect_navigation():
        page.locator("#answer-form button").first.click()
    assert page.url.endswith("#messages") and "Rue Principale" in page.content()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_link_then_a_used_one(browse, forms, language):
    form = forms[language]
    draft = operations.save_draft(page=form, version=form.current_version(), raw={"org": "A"})
    operations.mail_draft_link(draft=draft, page=form, email="zoe@example.org")
    address = reverse("coorg_forms:resume", args=[draft.link])
    page = browse(address, viewport=PHONE)
    page.locator("details").evaluate("one => { one.open = true }")
    assert_accessible(page)
    assert overflow(page) <= 0 and page.locator("html").get_attribute("lang") == language
    with page.expect_navigation():
        page.locator("button.coorg-button").click()
    assert "step=2" in page.url and typed(page, "need") == ""

    other = browse(address, viewport=PHONE)
    assert other.locator("h1").inner_text() != ""
    assert_accessible(other)
    with other.expect_navigation():
        other.locator("button.coorg-button").click()
    assert other.locator("[role=status]").count() == 1
    assert_accessible(other)
