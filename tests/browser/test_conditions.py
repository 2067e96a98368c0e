"""What the browser shows is what the server decides: same rules, same cases, same clicks."""

import json
import random
from datetime import date
from pathlib import Path

import pytest

from coorg_forms.asking.form_view import FormView
from coorg_forms.models import RequestFormPage
from coorg_forms.questions import registry
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import schema_from_json
from tests.browser.walks import form_address

pytestmark = pytest.mark.browser

CASES = json.loads((Path(__file__).parent.parent / "cases/conditions.json").read_text())
SCRIPT = "/static/coorg_forms/public/conditions.js"
CLICKS = 40


def in_browser(case) -> dict:
    """The case as a browser knows it: the rules, and what stands in the controls."""
    schema = schema_from_json(case["schema"])
    chosen = {q.key: as_controls(q, case["raw"].get(q.key)) for q in schema.questions}
    return {"rules": FormView(schema).rules, "chosen": chosen}


def as_controls(question, raw) -> list[str]:
    """The option keys that are chosen; nothing for questions that conditions cannot be about."""
    kind = registry.get(question.type)
    if not kind.is_choice:
        return []
    drawn = [c["option"].key for c in kind.draw(question, raw)["choices"] if c["checked"]]
    return drawn if kind.multiple else drawn[:1]


def test_case_table_gives_the_same_in_the_browser(browse, site):
    page = browse(form_address())
    found = page.evaluate(
        """async ([script, cases]) => {
             const { resolve } = await import(script);
             return cases.map((one) => resolve(one.rules, one.chosen));
           }""",
        [SCRIPT, [in_browser(case) for case in CASES]],
    )
    assert len(CASES) > 20
    for case, result in zip(CASES, found, strict=True):
        expected = case["expect"]
        assert result["visible"] == expected["visible"], case["name"]
        assert sorted(result["required"]) == sorted(expected["required"]), case["name"]


@pytest.mark.parametrize("seed", range(3))
def test_clicks_show_and_mark_what_the_server_decides(browse, seed):
    page = browse(form_address())
    schema = (
        RequestFormPage.objects.get(establishment__code="outaouais", locale__language_code="fr")
        .current_version()
        .parsed
    )
    rng = random.Random(seed)
    for _click in range(CLICKS):
        choices = page.locator("#request-form :is([type=radio], [type=checkbox]):visible")
        choices.nth(rng.randrange(choices.count())).click()
        raw = page.evaluate(CHECKED)
        resolution = resolve(schema, raw, Context(today=date.today()))
        shown = page.evaluate(SHOWN)
        assert [one["key"] for one in shown if one["visible"]] == resolution.visible
        for one in shown:
            if one["visible"] and schema.by_key[one["key"]].required_if:
                assert one["optional"] == (one["key"] not in resolution.required), one


def test_hidden_text_comes_back_and_is_not_sent(browse):
    from coorg_forms.models import SupportRequest
    from tests.browser.walks import fill_quickly, group, reference, send

    page = browse(form_address())
    fill_quickly(page, group("cache@example.org"))
    page.locator("[name=requester_type][value=cisss_unit]").check()
    assert page.locator("#question-org_name").is_hidden()
    page.locator("[name=requester_type][value=citizen_group]").check()
    assert page.locator("[name=org_name]").input_value()
    page.locator("[name=requester_type][value=cisss_unit]").check()
    page.locator("[name=cisss_unit_name]").select_option("jeunesse")
    with page.expect_request(lambda request: request.method == "POST") as posted:
        send(page)
    assert 'name="org_name"' not in posted.value.post_data
    answers = SupportRequest.objects.get(reference=reference(page)).all_answers()
    assert "org_name" not in answers


def test_specify_opens_with_its_answer(browse):
    page = browse(form_address())
    field = page.locator("[name=requester_type-text]")
    assert field.is_hidden()
    page.locator("[name=requester_type][value=other]").check()
    assert field.is_visible()
    page.locator("[name=requester_type][value=school]").check()
    assert field.is_hidden()


CHECKED = """() => {
  const raw = {};
  for (const control of document.querySelectorAll("#request-form input:checked")) {
    (raw[control.name] ||= []).push(control.value);
  }
  return raw;
}"""

SHOWN = """() => [...document.querySelectorAll("[data-question]")].map((question) => {
  const mark = question.querySelector("[data-coorg-optional]");
  return {
    key: question.dataset.question,
    visible: question.offsetParent !== null,
    optional: !!mark && !mark.hidden,
  };
})"""
