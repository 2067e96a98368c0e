"""An editor builds a form from nothing, with a condition chosen by words, and publishes it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError

from coorg_forms.models import RequestFormPage
from coorg_forms.questions.conditions import Condition, Test
from coorg_forms.questions.keys import suggest_key
from example_site.models import HomePage
from tests.browser.test_axe import OPTIONS
from tests.browser.walks import log_in, publishing

pytestmark = pytest.mark.browser

LABELS = [
    "Quel territoire votre demande concerne-t-elle?", "Votre nom", "L’œuvre d’Éloïse", "3 enfants",
    "!?", "Numéro d’entreprise du Québec (NEQ) et autres numéros utiles au dossier", "De", "ß ÆÇ",
]  # fmt: skip
SUGGEST = """(labels) => import("/static/coorg_forms/editor/key.js")
    .then(({ suggestKey }) => labels.map((label) => suggestKey(label, new Set(["nom"]))))"""


class Builder:
    """The questions of the page editor, as an editor sees them."""

    def __init__(self, page):
        self.page = page
        self.stream = page.locator("#questions-root > [data-streamfield-stream-container]")

    def question(self, number: int):
        return self.stream.locator("> [data-streamfield-child]").nth(number)

    @property
    def adder(self):
        """The button that adds a block at the end."""
        return self.stream.locator("> div:not([data-streamfield-child]) > button").last

    def add(self, kind: str, label: str):
        """Add a block at the end and write its label or its title."""
        place = self.stream.locator("> [data-streamfield-child]").count()
        option = self.page.get_by_role("option", name=kind, exact=True)
        self.press_until(self.adder, option)
        option.click()
        question = self.question(place)
        self.label(question).fill(label)
        return question

    def label(self, question):
        return question.locator('[data-contentpath="label"] input').first

    def answers(self, question, *labels: str):
        """Write the answers of a question."""
        options = question.locator('[data-contentpath="options"]')
        for label in labels:
            self.add_answer(options).fill(label)

    def add_answer(self, options):
        """The field of the words of a new answer."""
        fields = options.locator('[data-contentpath="label"] input')
        added = fields.nth(fields.count())
        self.press_until(options.locator("[data-streamfield-list-add]").last, added)
        return fields.last

    def press_until(self, button, shown):
        """Press until ``shown`` is there. The page may move under the mouse while what was written
        before is still being drawn: who sees nothing come presses again."""
        for _attempt in range(3):
            button.click()
            try:
                return shown.wait_for(state="attached", timeout=3000)
            except TimeoutError:
                continue
        raise AssertionError("nothing came")

    def condition(self, question):
        """Open the settings of a question and add a test to “shown if”."""
        question.locator("[data-streamfield-action=SETTINGS]").first.click()
        shown_if = question.locator('[data-contentpath="show_if"]')
        shown_if.locator("[data-streamfield-list-add]").last.click()
        return shown_if

    def key(self, question) -> str:
        return question.locator(".coorg-key").first.inner_text()


def assert_own_parts_accessible(page, *selectors: str, but=()):
    """Axe on what is ours of the page: the rest is Wagtail's.

    Arguments:
        but: rules of axe that Wagtail's own markup breaks there.
    """
    found = Axe().run(page, context={"include": [[one] for one in selectors]}, options=OPTIONS)
    faults = [
        (one["id"], node["target"], node["failureSummary"])
        for one in found.response["violations"]
        for node in one["nodes"]
        if one["id"] not in but
    ]
    assert not faults


def fill_around(page, title):
    """The texts around the questions, without which nothing is published."""
    page.locator("[name=title]").fill(title)
    for name in ("collection_notice", "confirmation"):
        page.locator(f"[name={name}]").fill("Un texte.")
    for name in ("establishment", "service"):
        page.locator(f"#id_{name}-chooser [data-chooser-action-choose]").first.click()
        page.locator(".modal a[data-chooser-modal-choice]").first.click()
        page.locator(".modal").wait_for(state="detached")


@pytest.fixture
def title(site):
    """Title of the form to build; what was built under it goes: the site is shared."""
    title = "Question sur le PSOC"
    yield title
    for page in RequestFormPage.objects.filter(title=title):
        page.delete()


def test_an_editor_builds_a_form_and_publishes_it(browse, title):
    parent = HomePage.objects.get(contact__establishment__code="outaouais", locale_id=1)
    page = browse("about:blank")
    log_in(page, "edition.outaouais")
    page.goto(f"/admin/pages/add/coorg_forms/requestformpage/{parent.pk}/")
    fill_around(page, title)
    builder = Builder(page)

    status = builder.add("Un seul choix", "Où en est votre organisme avec le PSOC?")
    assert builder.key(status) == "Clé\u00a0: ou_en_est_votre_organisme_avec_le_psoc"
    builder.answers(status, "Il reçoit un soutien", "Il pense déposer une demande")
    mission = builder.add("Texte long", "Que fait votre organisme?")
    shown_if = builder.condition(mission)

    shown_if.get_by_label("Question", exact=True).select_option(
        label="Où en est votre organisme avec le PSOC?"
    )
    shown_if.get_by_label("Il pense déposer une demande").check()
    sentence = mission.locator(".coorg-rule")
    sentence.filter(has_text="Il pense déposer une demande").wait_for()
    assert sentence.inner_text().split("\n") == [
        "Afficher si «\u00a0Où en est votre organisme avec le PSOC?\u00a0» est "
        "«\u00a0Il pense déposer une demande\u00a0»",
        "Obligatoire",
    ]
    assert_own_parts_accessible(page, ".coorg-check-panel", ".coorg-condition", ".coorg-answers",
                                ".coorg-rule")  # fmt: skip

    # Renaming the question and its answer: the condition follows, and its boxes stay in place.
    box = shown_if.get_by_label("Il pense déposer une demande").element_handle()
    builder.label(status).fill("Où en êtes-vous avec le PSOC?")
    status.locator('[data-contentpath="options"] [data-contentpath="label"] input').last.fill(
        "Nous y pensons"
    )
    sentence.filter(has_text="Nous y pensons").wait_for()
    assert shown_if.get_by_label("Nous y pensons").is_checked()
    assert box.evaluate("(box) => box.isConnected && box.checked")
    page.locator("[data-w-dropdown-target=toggle]").last.click()
    with publishing(page):
        page.locator("[name=action-publish]").click()

    form = RequestFormPage.objects.get(title=title)
    assert form.live
    first, second = form.current_version().parsed.questions
    assert first.key == "ou_en_etes_vous_avec_le_psoc"
    assert [option.key for option in first.options] == ["il_recoit_un_soutien", "nous_y_pensons"]
    assert second.show_if == Condition("all", (Test(first.key, "is", ("nous_y_pensons",)),))


def test_what_is_pressed_stays_under_the_mouse(browse, title):
    parent = HomePage.objects.get(contact__establishment__code="outaouais", locale_id=1)
    page = browse("about:blank")
    log_in(page, "edition.outaouais")
    page.goto(f"/admin/pages/add/coorg_forms/requestformpage/{parent.pk}/")
    builder = Builder(page)
    status = builder.add("Un seul choix", "Où en est votre organisme?")
    builder.answers(status, "Au début")
    mission = builder.add("Texte long", "Que fait votre organisme?")
    shown_if = builder.condition(mission)
    shown_if.get_by_label("Question", exact=True).select_option(label="Où en est votre organisme?")
    sentence = mission.locator(".coorg-rule")
    sentence.filter(has_text="Où en est votre organisme?").wait_for()
    before = sentence.inner_text()
    builder.adder.scroll_into_view_if_needed()
    box = builder.adder.bounding_box()
    answer = shown_if.get_by_label("Au début").element_handle()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    answer.evaluate("(box) => box.click()")  # what it says is about to be drawn
    page.mouse.down()
    page.wait_for_timeout(500)  # pressed slowly
    assert sentence.inner_text() == before
    page.mouse.up()

    page.get_by_role("option", name="Section", exact=True).wait_for()
    sentence.filter(has_text="«\u00a0Au début\u00a0»").wait_for()


def test_keys_are_the_same_in_the_browser_and_on_the_server(browse):
    page = browse("about:blank")
    log_in(page, "edition.outaouais")
    form = RequestFormPage.objects.get(establishment__code="outaouais", locale_id=1)
    page.goto(f"/admin/pages/{form.pk}/edit/")

    assert page.evaluate(SUGGEST, LABELS) == [suggest_key(label, {"nom"}) for label in LABELS]

    # What is published keeps its key, whatever its words become.
    builder = Builder(page)
    question = builder.question(1)
    question.locator("button.w-panel__toggle").first.click()
    builder.label(question).fill("D’autres mots")
    assert "requester_type" in builder.key(question)
    page.goto(f"/admin/request-forms/{form.pk}/check/")
    assert_own_parts_accessible(page, ".coorg-check")
    page.goto(f"/admin/request-forms/new/{form.get_parent().pk}/")
    assert_own_parts_accessible(page, ".coorg-start")
