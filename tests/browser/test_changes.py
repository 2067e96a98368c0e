"""A form changes while people fill it in and after they sent it (cases 19, 22, 27, 31, 32, 36)."""

import pytest
from playwright.sync_api import expect

from coorg_forms.models import Establishment, Service, SupportRequest
from example_site.models import HomePage
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.test_builder import Builder
from tests.browser.walks import fill_quickly, log_in, publishing, reference, send
from tests.factories import block

pytestmark = pytest.mark.browser

QUESTIONS = [
    block("section", title="Votre groupe"),
    block("text", key="org", label="Nom du groupe", role="organization"),
    block("section", title="Votre besoin"),
    block("radio", key="need", label="Quel besoin?", options=[("room", "Une salle"),
                                                              ("help", "Un coup de main")]),
    block("section", title="La suite"),
    block("repeat", key="partners", label="Partenaires", element="Partenaire", required=False,
          columns=[("name", "Nom", "text", False)]),
    block("long_text", key="more", label="Le reste"),
]  # fmt: skip


@pytest.fixture
def form(site):
    establishment = Establishment.objects.get(code="outaouais")
    service = Service.objects.filter(establishments=establishment, locale_id=1).first()
    home = HomePage.objects.get(contact__establishment=establishment, locale_id=1)
    form = factories.form_page(
        QUESTIONS, layout="steps", establishment=establishment, service=service, parent=home
    )
    yield form
    form.delete()


def to_step_three(browse, form, org):
    page = browse(form.get_url(), viewport=PHONE)
    for answers in ({"org": org}, {"need": "help"}):
        fill_quickly(page, answers)
        send(page)
    assert "step=3" in page.url
    return page


def finish(page) -> SupportRequest:
    fill_quickly(page, {"more": "Rien de plus."})
    send(page)
    return SupportRequest.objects.get(reference=reference(page))


def change(editing, form):
    """In the page editor: other words for an answer and a question, and another order; publish."""
    editing.set_default_timeout(60_000)
    editing.goto(f"/admin/pages/{form.pk}/edit/")
    builder = Builder(editing)
    question = builder.question(3)
    question.locator("[data-streamfield-action=MOVE_DOWN]").first.click()
    question = builder.question(4)
    if not builder.label(question).is_visible():
        question.locator("button.w-panel__toggle").first.click()
    builder.label(question).fill("De quoi avez-vous besoin?")
    labels = question.locator('[data-contentpath="options"] [data-contentpath="label"] input')
    labels.last.fill("Des bras")
    editing.locator("[data-coorg-check-target=button]").click()
    editing.locator("[data-coorg-check-target=result]", has_text="changement").wait_for(
        timeout=60_000
    )
    editing.locator("[data-w-dropdown-target=toggle]").last.click()
    with publishing(editing):
        editing.locator("[name=action-publish]").click()


def test_published_while_someone_is_at_the_third_step(browse, form):
    before = finish(to_step_three(browse, form, "Avant"))
    during = to_step_three(browse, form, "Pendant")
    editing = browse("about:blank")
    log_in(editing, "edition.outaouais")
    change(editing, form)
    form.refresh_from_db()
    assert form.current_version().number == 2

    half_way = finish(during)
    after = browse(form.get_url(), viewport=PHONE)
    fill_quickly(after, {"org": "Après"})
    send(after)
    assert after.get_by_text("De quoi avez-vous besoin?").count()
    fill_quickly(after, {"need": "help"})
    send(after)
    last = finish(after)

    versions = [one.form_version.number for one in (before, half_way, last)]
    assert versions == [1, 1, 2]
    assert {one.answers["need"] for one in (before, half_way, last)} == {"help"}
    for one, words in ((before, "Un coup de main"), (last, "Des bras")):
        shown = browse(f"/demande/{one.token}/")
        assert shown.get_by_text(words).count()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_the_focus_follows_the_buttons(browse, form, scripts):
    page = to_step_three(browse, form, "Le focus")
    if not scripts:
        page.route("**/*.js", lambda route: route.abort())
        page.reload()
    page.locator("[name=partners-0-name]").fill("L’Étoile")
    for button, words, then in (
        ("form-more-partners", "Ajouté", "partners-1-name"),
        ("form-less-partners-0", "retiré", "partners-0-name"),
    ):
        page.locator(f"[name={button}]").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(":focus")).to_contain_text(words)
        page.keyboard.press("Tab")
        expect(page.locator(f"[name={then}]")).to_be_focused()
