"""French as Quebec writes it, in the data of the demo and in what visitors read.

Source: Office québécois de la langue française (no-break space before a colon and inside « »;
nothing before a semicolon, an exclamation or a question mark).
"""

import re

import pytest

from coorg_forms.models import FormVersion, RequestFormPage
from example_site.demo.files import FOLDER, read
from example_site.models import HomePage

FAULTS = {
    "a space that breaks, or none, before a colon": re.compile(r"(?<![\u00a0\d]):(?!//|\d)"),
    "a space before ; ! ?": re.compile(r"[ \u00a0\u202f][;!?]"),
    "« without its no-break space": re.compile(r"«(?!\u00a0)|(?<!\u00a0)»"),
    "a straight apostrophe": re.compile(r"\w'\w"),
    "a straight quotation mark": re.compile(r'"'),
}


def faults(text: str) -> list[str]:
    text = re.sub(r"https?://\S+|<[^>]*>", "", text)
    return [f"{name}: {text}" for name, pattern in FAULTS.items() if pattern.search(text)]


def french(value):
    """Every French text in a data file."""
    if isinstance(value, dict):
        yield from _french_of(value)
    elif isinstance(value, list):
        for item in value:
            yield from french(item)


def _french_of(value: dict):
    if isinstance(value.get("fr"), str):
        yield value["fr"]
    elif isinstance(value.get("fr"), list):
        yield from value["fr"]
    elif value.get("language") == "fr":
        yield from (text for text in _texts(value["answers"]))
    for item in value.values():
        yield from french(item)


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.json")))
def test_data(name):
    assert [fault for text in french(read(name)) for fault in faults(text)] == []


def test_published_forms(demo):
    for version in FormVersion.objects.filter(language="fr"):
        for text in [version.title, *version.texts.values()]:
            assert not faults(text)
        for question in version.parsed.questions:
            assert not faults(f"{question.label} {question.help} {question.why}")


def test_no_break_spaces_survive(demo):
    page = RequestFormPage.objects.filter(locale__language_code="fr").first()
    assert "«\u00a0Pontiac\u00a0»" in page.current_version().parsed.by_key["territory"].help


def test_homes(demo):
    for home in HomePage.objects.filter(locale__language_code="fr"):
        for text in (home.title, home.lead, home.body):
            assert not faults(text)
