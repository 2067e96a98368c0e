"""Nothing inline, nothing from elsewhere: every public template works under a strict policy."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import coorg_forms
from tests.public.forms import LINKS, RIGHT, WRONG
from tests.public.screen import Screen

FOLDER = Path(coorg_forms.__file__).parent / "templates/coorg_forms/public"
TEMPLATES = sorted(FOLDER.rglob("*.html"))


def inline(soup) -> list:
    """Scripts, styles and handlers inside the page; data for a script is none of them."""
    scripts = [s for s in soup.select("script:not([src])") if s.get("type") != "application/json"]
    handlers = [e for e in soup.find_all() for name in e.attrs if name.startswith("on")]
    addresses = soup.select('[href^="javascript:"], [action^="javascript:"]')
    return [*scripts, *soup.select("style, [style]"), *handlers, *addresses]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_has_nothing_inline(template):
    assert not inline(BeautifulSoup(template.read_text(), "html5lib"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_template_trusts_no_text(template):
    text = template.read_text()
    assert "|safe" not in text
    assert "autoescape off" not in text


@pytest.fixture
def pages(client, visitor):
    sent = visitor.send(RIGHT)
    return [
        visitor.look(),
        visitor.send(WRONG),
        visitor.send({**RIGHT, **LINKS}),
        Screen(client.get(sent.response["Location"])),
    ]


def test_pages_have_nothing_inline(pages):
    for screen in pages:
        assert not inline(screen.soup)


def test_pages_ask_nothing_of_another_host(pages):
    for screen in pages:
        for element in screen.soup.select("[src], link[href], form[action], [formaction]"):
            for name in ("src", "href", "action", "formaction"):
                assert not element.get(name, "").startswith(("http", "//")), element


def test_pages_carry_the_policy(pages):
    for screen in pages:
        policy = screen.response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
