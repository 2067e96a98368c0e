"""The PSOC inquiry, built from nothing and published with the keyboard alone."""

import pytest

from coorg_forms.models import RequestFormPage
from coorg_forms.questions.conditions import Condition, Test
from example_site.models import HomePage
from tests.browser.test_builder import title  # noqa: F401  (a fixture)
from tests.browser.walks import log_in, publishing

pytestmark = pytest.mark.browser

MOST_TABS = 400
PICKER = "[role=combobox]"
ADD_QUESTION = (
    "#questions-root > [data-streamfield-stream-container] > div > button.c-sf-add-button"
)


class Hands:
    """Someone in the admin without a mouse: Tab, Enter, Space, arrows and letters."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys: str):
        for key in keys:
            self.page.keyboard.press(key)

    def at(self, selector: str) -> bool:
        return self.page.evaluate("(one) => document.activeElement.matches(one)", selector)

    def tab_to(self, selector: str, back=False):
        for _number in range(MOST_TABS):
            if self.at(selector):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"never reached by the keyboard: {selector}")

    def write(self, selector: str, words: str):
        self.tab_to(selector)
        self.page.keyboard.type(words)

    def add(self, kind: str, number: int, label: str):
        """Add a question and write its words: the picker is the next stop."""
        last = f"{ADD_QUESTION}:not(:has(~ div > button.c-sf-add-button))"
        self.tab_to(last)
        self.press("Enter")
        self.page.locator(PICKER).first.wait_for()
        self.tab_to(PICKER)
        self.page.keyboard.type(kind)
        wanted = self.page.get_by_role("option", name=kind, exact=True)
        wanted.wait_for()
        for _number in range(40):
            if wanted.get_attribute("aria-selected") == "true":
                break
            self.press("ArrowDown")
        self.press("Enter")
        self.page.locator(f"[name=questions-{number}-value-label]").wait_for()
        self.write(f"[name=questions-{number}-value-label]", label)

    def choose(self, name: str):
        """Take the first row of a chooser."""
        self.tab_to(f"#id_{name}-chooser [data-chooser-action-choose]")
        self.press("Enter")
        self.page.locator(".modal a[data-chooser-modal-choice]").first.wait_for()
        self.tab_to(".modal a[data-chooser-modal-choice]")
        self.press("Enter")
        self.page.locator(".modal").wait_for(state="detached")


def test_built_and_published_with_the_keyboard(browse, title):  # noqa: F811
    parent = HomePage.objects.get(contact__establishment__code="outaouais", locale_id=1)
    page = browse("about:blank")
    log_in(page, "edition.outaouais")
    page.goto(f"/admin/pages/add/coorg_forms/requestformpage/{parent.pk}/")
    hands = Hands(page)
    hands.write("[name=title]", title)

    hands.add("Un seul choix", 0, "Où en est votre organisme avec le PSOC?")
    for number, words in enumerate(("Il reçoit un soutien", "Il y pense")):
        hands.tab_to("[data-contentpath=options] [data-streamfield-list-add]:last-of-type")
        hands.press("Enter")
        hands.write(f"[name=questions-0-value-options-{number}-value-label]", words)
    hands.add("Texte long", 1, "Que fait votre organisme?")
    hands.tab_to(
        "[data-streamfield-child]:nth-of-type(n+3) [data-streamfield-action=SETTINGS]", back=True
    )
    hands.press("Enter")
    hands.tab_to("[data-contentpath=show_if] [data-streamfield-list-add]")
    hands.press("Enter")
    hands.tab_to(".coorg-condition select")
    hands.press("ArrowDown")
    hands.tab_to(".coorg-answers input")
    hands.press("Space")
    for name in ("collection_notice", "confirmation"):
        hands.write(f"[name={name}]", "Un texte.")
    for name in ("establishment", "service"):
        hands.choose(name)
    hands.tab_to("footer [data-w-dropdown-target=toggle], .footer [data-w-dropdown-target=toggle]")
    hands.press("Enter")
    hands.tab_to("[name=action-publish]")
    with publishing(page):
        hands.press("Enter")

    form = RequestFormPage.objects.get(title=title)
    first, second = form.current_version().parsed.questions
    assert form.live and [option.label for option in first.options][1] == "Il y pense"
    assert second.show_if == Condition("all", (Test(first.key, "is", ("il_recoit_un_soutien",)),))
