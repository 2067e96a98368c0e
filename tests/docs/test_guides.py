"""What the guides show exists, says what it is, and is drawn by ``make pictures``."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
#: Composed by hand: a telephone beside the inbox.
BY_HAND = {"overview.png"}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = [page for page in PAGES if page.parent.name == "guides"]
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
MOST_BYTES = 150_000


def images(page: Path) -> list[tuple[str, Path]]:
    """What each image of a page says it shows, and its file."""
    found = IMAGE.findall(page.read_text(encoding="utf-8"))
    return [(said, (page.parent / address).resolve()) for said, address in found]


def anchor(heading: str) -> str:
    """How a heading is reached, by GitHub's rule."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_images_exist_and_say_what_they_show(page):
    for said, file in images(page):
        assert file.is_file(), file
        assert said.strip(), f"{file.name} has no alternative text"


def test_every_picture_is_named_somewhere_and_small():
    named = {file for page in PAGES for _said, file in images(page)}
    assert set(IMAGES.iterdir()) == named
    assert [file.name for file in named if file.stat().st_size > MOST_BYTES] == []


def test_every_picture_is_drawn_by_make():
    pytest.importorskip("playwright")
    from tests.pictures import editor, moderator

    drawn = [picture.name + ".png" for picture in (*editor.PICTURES, *moderator.PICTURES)]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) | BY_HAND == {file.name for file in IMAGES.iterdir()}


@pytest.mark.parametrize("guide", GUIDES, ids=lambda page: page.stem)
def test_contents_lead_somewhere(guide):
    text = guide.read_text(encoding="utf-8")
    headings = {anchor(one) for one in re.findall(r"^##+ (.+)$", text, re.MULTILINE)}
    links = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert links <= headings
    sections = {anchor(one) for one in re.findall(r"^## (.+)$", text, re.MULTILINE)}
    assert sections <= links


@pytest.mark.parametrize("guide", GUIDES, ids=lambda page: page.stem)
def test_guides_follow_the_typography_of_quebec(guide):
    text = re.sub(r"`[^`]*`", "", guide.read_text(encoding="utf-8"))
    assert re.findall(r"«[^\u00a0].{10}|.{10}[^\u00a0]»|.{10}[ \w]:\s|\w'\w", text) == []
    assert re.findall(r".{10}[ \u00a0][?!;]", text.replace("«\u00a0;\u00a0»", "")) == []
