"""What a window and a sheet of paper show: nothing cut off, covered or pushed aside."""

import io

import pytest
from pypdf import PdfReader

from coorg_forms.inbox.report import OVERLAPPING, TABLES
from coorg_forms.models import SupportRequest
from tests import factories, grids
from tests.inbox.test_every_page import window  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: A sheet of A4 between its margins, in pixels.
SHEET = {"width": 718, "height": 1000}


@pytest.fixture
def report(world, window):  # noqa: F811
    for number in range(6):
        request = factories.submit(world.page)
        SupportRequest.objects.filter(pk=request.pk).update(
            assignee=world.person("organizer", first_name="Marie-Claude") if number else None
        )
    look = window(world.manager)
    look.page.goto(f"{look.live_server.url}/admin/requests/reports/")
    return look.page


def test_the_report_on_paper(report):
    read = PdfReader(io.BytesIO(report.pdf(format="A4")))
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for label, _name in (TABLES | OVERLAPPING).values():
        assert str(label) in words, label
    assert "Qui s’occupe de combien" in words and "Marie-Claude" in words
    assert "Télécharger" not in words and "Réglages" not in words

    report.set_viewport_size(SHEET)
    report.emulate_media(media="print")
    assert not report.locator("#wagtail-sidebar").is_visible()
    assert not report.locator(".coorg-report__period").is_visible()
    ends = report.locator(".coorg-report :is(th, td)").evaluate_all(
        "all => all.map((one) => Math.round(one.getBoundingClientRect().right))"
    )
    assert max(ends) <= SHEET["width"]


def test_what_wraps_begins_where_the_rest_begins(report):
    for width in range(320, 1000, 20):
        report.set_viewport_size({"width": width, "height": 800})
        rows: dict[int, int] = {}
        for box in report.locator(".coorg-report__period > *:visible").evaluate_all(
            "all => all.map((one) => one.getBoundingClientRect())"
            ".map((box) => [Math.round(box.bottom), Math.round(box.left)])"
        ):
            rows[box[0]] = min(box[1], rows.get(box[0], box[1]))
        assert len(set(rows.values())) == 1, (width, rows)


def test_the_foot_of_an_evaluation_covers_no_question(world, window):  # noqa: F811
    grids.in_force(world, needed=2)
    request = factories.submit(world.page)
    look = window(world.organizer)
    page = look.page
    for height in (700, 860):
        page.set_viewport_size({"width": 1280, "height": height})
        page.goto(f"{look.live_server.url}/admin/requests/{request.reference}/evaluation/")
        covered = page.evaluate(
            """[...document.querySelectorAll(".coorg-evaluation fieldset")]
                .map((one) => [one, one.getBoundingClientRect()])
                .filter(([, box]) => box.top + 10 < innerHeight)
                .filter(([one, box]) => !one.contains(
                    document.elementFromPoint(box.left + 20, Math.min(box.bottom, innerHeight) - 8)
                ))
                .map(([one]) => one.id)"""
        )
        assert covered == [], height
