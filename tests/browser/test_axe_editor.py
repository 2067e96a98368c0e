"""axe on the page editor: every setting of every type of question, unfolded, in both languages."""

import pytest
from wagtail.users.models import UserProfile

from coorg_forms.models import RequestFormPage
from coorg_forms.questions import registry
from example_site.models import HomePage
from tests import factories
from tests.browser.test_builder import assert_own_parts_accessible
from tests.browser.walks import log_in
from tests.public.forms import every_type

pytestmark = pytest.mark.browser

EDITOR = "edition.outaouais"
QUESTIONS = "#questions-root"
#: Beside each option of its list of blocks, Wagtail puts a button that shows a preview.
WAGTAIL = {"aria-required-children"}
#: Unfold everything, then add a test to what says when a question shows.
UNFOLD = """(root) => {
  const press = (selector) => document.querySelectorAll(`${root} ${selector}`)
    .forEach((button) => button.click());
  press("[data-streamfield-action=SETTINGS]");
  press(".w-panel__toggle[aria-expanded=false]");
  press("[data-contentpath=show_if] [data-streamfield-list-add]");
}"""


@pytest.fixture
def every(site):
    """A draft with one question of each type."""
    parent = HomePage.objects.get(contact__establishment__code="outaouais", locale_id=1)
    page = factories.form_page(
        every_type(), parent=parent, publish=False, title="Toutes les sortes"
    )
    yield page
    RequestFormPage.objects.get(pk=page.pk).delete()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_setting_of_every_type(browse, every, language):
    profiles = UserProfile.objects.filter(user__username=EDITOR)
    before = profiles.get().preferred_language
    profiles.update(preferred_language=language)
    try:
        page = browse("about:blank")
        log_in(page, EDITOR)
        page.goto(f"/admin/pages/{every.pk}/edit/")
        assert page.locator("html").get_attribute("lang") == language
        page.evaluate(UNFOLD, QUESTIONS)
        blocks = page.locator(f"{QUESTIONS} > * > [data-streamfield-child]")
        assert blocks.count() >= len(registry.names())
        assert page.locator(f"{QUESTIONS} [data-contentpath=show_if] select:visible").count()
        assert_own_parts_accessible(page, QUESTIONS)
        page.locator(f"{QUESTIONS} > * > div > button").last.click()
        page.locator("[role=combobox]").first.wait_for()
        picker = "[role=dialog], [data-tippy-root], .w-combobox-container"
        assert_own_parts_accessible(page, picker, but=WAGTAIL)
    finally:
        profiles.update(preferred_language=before)
