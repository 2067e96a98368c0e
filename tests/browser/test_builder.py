"""An editor builds a form from nothing, by mouse and keyboard, and publishes it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from coorg_forms.models import RequestFormPage, SupportRequest
from coorg_forms.questions.keys import suggest_key
from tests.browser.test_axe import OPTIONS
from tests.browser.walks import log_in
from tests.factories import home

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
        self.page, self.stream = page, page.locator("#panel-child-content-child-questions-section")
        self.stream = page.locator('[data-contentpath="questions"]').first

    def add(self, kind: str, label: str, **fields):
        """Add a question at the end, and write its label and its other fields."""
        self.stream.locator("> div > div > div > button.c-sf-add-button").last.click()
        self.page.locator(".w-combobox__option", has_text=kind).first.click()
        question = self.questions.last
        question.locator('[data-contentpath="label"] input').first.fill(label)
        for name, value in fields.items():
            question.locator(f'[data-contentpath="{name}"] input').first.fill(value)
        return question

    @property
    def questions(self):
        return self.stream.locator(
            '[data-streamfield-child]:has(> section [data-controller~="coorg-rule"])'
        )


def values(question, name: str) -> str:
    return question.locator(f'[name$="-value-{name}"]').input_value()
