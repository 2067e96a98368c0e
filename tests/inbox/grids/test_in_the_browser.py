"""The pages of grids in a browser: no fault for axe, and the total as one types."""

import pytest

from tests.inbox.grids.conftest import evaluate, make, notes, submit_many, url
from tests.inbox.test_accessibility import see  # noqa: F401  (a fixture)
from tests.triage.grids import demo_definition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def heavier(world, active):
    definition = demo_definition()
    definition["criteria"][0]["weight"] = 10
    definition["criteria"][5]["weight"] = 25
    for request in submit_many(world, 2):
        evaluate(request, active, notes(inequalities=3), person=world.moderator)
    return make(world, definition=definition)


def type_weights(page):
    """The total follows what is typed, deleted and put back."""
    total = page.locator(".coorg-total")
    before = total.inner_text()
    page.locator("[name='criteria-0-value-weight']").evaluate(
        "box => { box.value = '5'; box.dispatchEvent(new Event('input', {bubbles: true})) }"
    )
    page.wait_for_function(
        "text => document.querySelector('.coorg-total').innerText !== text", arg=before
    )
    assert "95" in total.inner_text() and "5" in total.inner_text()
    assert page.locator("[name='criteria-0-value-key']").evaluate("box => box.readOnly")


@pytest.mark.parametrize("language, width", [("fr", 360), ("en", 1280)])
def test_axe_finds_nothing(see, world, heavier, active, language, width):  # noqa: F811
    look = {"language": language, "width": width}
    for name, grid in (
        ("index", None), ("new", None), ("read", active), ("what_if", heavier), ("check", heavier)
    ):  # fmt: skip
        assert see(world.manager, url(name, grid), **look) == []
    assert see(world.manager, url("edit", heavier), **look, ready=type_weights) == []
