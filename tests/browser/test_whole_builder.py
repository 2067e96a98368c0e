"""The whole PSOC inquiry, built question by question from an empty page, is that of its file."""

import json

import pytest
from django.utils.translation import override

from coorg_forms.editor import starting
from coorg_forms.editor.export import exported
from coorg_forms.models import RequestFormPage
from coorg_forms.questions import registry
from example_site.models import HomePage
from tests.browser.test_builder import Builder, fill_around, title  # noqa: F401  (a fixture)
from tests.browser.walks import log_in, publishing

pytestmark = pytest.mark.browser

INQUIRY = json.loads(starting.content("2-psoc-inquiry"))["items"]
#: What stands behind the button of a question that shows its settings.
BEHIND = {"role"}


class Editor(Builder):
    """Someone who copies a form from paper, from the first line to the last."""

    def build(self, item: dict):
        """Add what ``item`` of a form's file says, in French."""
        if item["type"] == "section":
            return self.add("Section", item["title"]["fr"])
        with override("fr"):
            block = self.add(str(registry.get(item["type"]).label), item["label"]["fr"])
        for option in item.get("options", ()):
            self.answer(block, option)
        if BEHIND & {*item} or "show_if" in item:
            block.locator("[data-streamfield-action=SETTINGS]").first.click()
        for name in ("help", "why", "max_length", "bound", "role", "required", "personal"):
            if name in item:
                self.fill(block, name, item[name])
        for test in item.get("show_if", ()):
            self.depend(block, test)
        return block

    def label(self, question):
        """Of a question, or the title of a section."""
        return question.locator(
            '[data-contentpath="label"] input, [data-contentpath="title"] input'
        ).first

    def answer(self, block, option):
        options = block.locator('[data-contentpath="options"]')
        self.add_answer(options).fill(option["label"]["fr"])
        if option.get("free_text"):
            options.locator('[data-contentpath="free_text"] input').last.check()

    def fill(self, block, name: str, said):
        field = block.locator(f'[data-contentpath="{name}"]').first
        if isinstance(said, bool):
            field.locator("input").set_checked(said)
        elif name in ("role", "bound"):
            field.locator("select").select_option(value=said)
        else:
            written = said["fr"] if isinstance(said, dict) else str(said)
            field.locator("input, textarea").first.fill(written)

    def depend(self, block, test: dict):
        """Shown if one of the answers of an earlier question was given: both chosen by words."""
        asked = next(item for item in INQUIRY if item.get("key") == test["question"])
        shown_if = block.locator('[data-contentpath="show_if"]')
        shown_if.locator("[data-streamfield-list-add]").last.click()
        shown_if.get_by_label("Question", exact=True).select_option(label=asked["label"]["fr"])
        shown_if.locator('[data-contentpath="op"] select').select_option(value=test["op"])
        for option in asked["options"]:
            if option["key"] in test["answers"].split(", "):
                shown_if.get_by_label(option["label"]["fr"]).check()

    def fold(self, block):
        block.locator("button.w-panel__toggle").first.click()

    def drag(self, block, above):
        """Take ``block`` by its handle with the mouse, to where ``above`` is."""
        handle = block.locator("[data-streamfield-action=DRAG]").first
        handle.scroll_into_view_if_needed()
        begin, end = handle.bounding_box(), above.bounding_box()
        mouse = self.page.mouse
        mouse.move(begin["x"] + 5, begin["y"] + 5)
        mouse.down()
        mouse.move(begin["x"] + 5, begin["y"] - 20, steps=4)
        mouse.move(begin["x"] + 5, end["y"] + 4, steps=12)
        mouse.up()


def comparable(items: list[dict]) -> list[dict]:
    """``items`` of a file in French, questions and answers named by their place.

    Whoever builds a form gets the keys that its words suggest; the file has its own.
    """
    place = {item["key"]: number for number, item in enumerate(items) if "key" in item}
    answers = {
        (item["key"], option["key"]): number
        for item in items
        for number, option in enumerate(item.get("options", ()))
    }
    return [_comparable(item, place, answers) for item in items]


def _comparable(item: dict, place: dict, answers: dict) -> dict:
    found = {name: said for name, said in item.items() if said and name not in ("id", "key")}
    found["required"] = item.get("required", True)
    for name in ("title", "label", "help", "why"):
        if name in found:
            found[name] = found[name]["fr"]
    if "options" in found:
        found["options"] = [(o["label"]["fr"], o.get("free_text", False)) for o in item["options"]]
    if "show_if" in found:
        found["show_if"] = [
            (
                place[test["question"]],
                test.get("op", "is"),
                {answers[test["question"], key] for key in test["answers"].split(", ")},
            )
            for test in item["show_if"]
        ]
    return found


def test_the_whole_inquiry_from_nothing(browse, title):  # noqa: F811
    parent = HomePage.objects.get(contact__establishment__code="outaouais", locale_id=1)
    page = browse("about:blank")
    log_in(page, "edition.outaouais")
    page.goto(f"/admin/pages/add/coorg_forms/requestformpage/{parent.pk}/")
    fill_around(page, title)
    page.locator("[name=retention_months]").fill("24")  # it asks for personal information
    editor = Editor(page)

    # Written down in another order: two questions change places by a button, one is dragged.
    items = list(INQUIRY)
    place = {item.get("key"): number for number, item in enumerate(items)}
    first, last = place["title"], place["contact_role"]
    items[first], items[first + 1] = items[first + 1], items[first]
    items.append(items.pop(last))
    for item in items:
        editor.build(item)
    editor.question(first + 1).locator("[data-streamfield-action=MOVE_UP]").first.click()
    for number in range(last, len(items)):
        editor.fold(editor.question(number))
    editor.drag(editor.question(len(items) - 1), editor.question(last))
    editor.label(editor.question(last)).wait_for(state="attached")

    page.locator("[data-w-dropdown-target=toggle]").last.click()
    with publishing(page):
        page.locator("[name=action-publish]").click()

    form = RequestFormPage.objects.get(title=title)
    assert form.live and len(form.current_version().parsed.questions) == 14
    assert comparable(exported(form)["items"]) == comparable(INQUIRY)
