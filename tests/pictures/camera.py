"""One picture: who looks, where, what is done before, what is cut out; written as a small PNG."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
DESK, WIDE, PHONE = (1180, 900), (1500, 900), (390, 844)

#: Pixels drawn for each pixel of the page: the sharpest that stays under MOST_BYTES is kept.
SCALE = 2
SIZES = (2, 1.5, 1)
MOST_BYTES = 110_000
COLOURS = 96

#: A browser in French writes dates so; the one that draws may know English only.
DATES = """() => document.querySelectorAll("input[type=date]").forEach((field) => {
  field.type = "text";
  field.style.inlineSize = "11rem";
  field.placeholder = "aaaa-mm-jj";
})"""

#: What follows the window instead of the page, and what only developers see.
STILL = """
  footer.footer, .w-slim-header { position: static !important; }
  .sidebar, .sidebar__collapse-toggle { position: absolute !important; }
  * { caret-color: transparent !important; scrollbar-width: none !important; }
"""


@dataclass(frozen=True)
class Picture:
    """A row of the tables in ``editor.py`` and ``moderator.py``."""

    name: str
    """Of the file, without its ending."""
    who: str
    """Who is logged in; nobody if empty. The demo's staff read French."""
    address: str
    """With ``{names}`` that ``demo.places`` fills in."""
    cut: tuple[str, ...]
    """Selectors: the smallest rectangle around them is kept."""
    before: tuple[Callable[[Page], object], ...] = ()
    """What is done before: see ``steps.py``."""
    size: tuple[int, int] = DESK
    """Of the window."""
    margin: int = 16
    tallest: int = 1100
    """In pixels of the page: what is longer is cut off at the bottom."""


class Camera:
    """Draws pictures of a site in a browser; each person logs in once."""

    def __init__(self, browser: Browser, site: str, places: dict):
        self.browser, self.site, self.places = browser, site, places
        self.sessions = {"": None}

    def draw(self, picture: Picture) -> Path:
        """Write one picture. The file."""
        context = self._window(picture.who, picture.size)
        page = context.new_page()
        page.goto(picture.address.format(**self.places), wait_until="networkidle")
        for step in picture.before:
            step(page)
        page.wait_for_load_state("networkidle")
        page.add_style_tag(content=STILL)
        page.evaluate(DATES)
        page.mouse.move(0, 0)
        _make_room(page, picture)
        shot = page.screenshot(full_page=True, clip=_clip(page, picture), animations="disabled")
        context.close()
        return _write(shot, FOLDER / f"{picture.name}.png")

    def _window(self, who: str, size: tuple[int, int]):
        if who not in self.sessions:
            self.sessions[who] = self._log_in(who)
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=SCALE,
            locale="fr-CA",
            timezone_id="America/Toronto",
            reduced_motion="reduce",
            bypass_csp=True,
            storage_state=self.sessions[who],
        )
        context.set_default_timeout(15_000)
        return context

    def _log_in(self, who: str) -> dict:
        context = self.browser.new_context(base_url=self.site)
        page = context.new_page()
        page.goto("/admin/login/")
        page.locator("[name=username]").fill(who)
        page.locator("[name=password]").fill(self.places["password"])
        with page.expect_navigation():
            page.locator("button[type=submit]").first.click()
        state = context.storage_state()
        context.close()
        return state


def _make_room(page: Page, picture: Picture):
    """Enough height for the whole cut: parts of the admin scroll on their own."""
    clip = _clip(page, picture)
    needed = round(clip["y"] + clip["height"]) + 1
    if needed > picture.size[1]:
        page.set_viewport_size({"width": picture.size[0], "height": needed})
        page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(400)


def _clip(page: Page, picture: Picture) -> dict:
    """The rectangle to keep, in pixels of the page."""
    down = page.evaluate("scrollY")
    boxes = [
        box
        for selector in picture.cut
        for found in page.locator(selector).all()
        if found.is_visible() and (box := found.bounding_box())
    ]
    if not boxes:
        raise LookupError(f"{picture.name}: nothing of {picture.cut} is on the page")
    left = max(min(box["x"] for box in boxes) - picture.margin, 0)
    top = max(min(box["y"] for box in boxes) + down - picture.margin, 0)
    right = min(max(box["x"] + box["width"] for box in boxes) + picture.margin, picture.size[0])
    bottom = max(box["y"] + box["height"] for box in boxes) + down + picture.margin
    return {
        "x": left,
        "y": top,
        "width": right - left,
        "height": min(bottom - top, picture.tallest),
    }


def _write(shot: bytes, file: Path) -> Path:
    """In few colours, at the largest size that stays small."""
    drawn = Image.open(io.BytesIO(shot)).convert("RGB")
    for size in SIZES:
        data = _small(drawn, size / SCALE)
        if len(data) <= MOST_BYTES:
            break
    file.write_bytes(data)
    return file


def _small(drawn: Image.Image, ratio: float) -> bytes:
    sized = drawn.resize((round(drawn.width * ratio), round(drawn.height * ratio)), Image.LANCZOS)
    out = io.BytesIO()
    sized.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
