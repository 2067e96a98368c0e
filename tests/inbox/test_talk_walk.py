"""Staff name a colleague and send a file; the requester reads it and answers with another."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import Attachment, Message, OutboxMessage
from tests import factories, files
from tests.inbox.conftest import fresh
from tests.inbox.test_accessibility import FURNITURE, WHAT_IS_WRONG, settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def look(chromium, live_server):
    contexts = []

    def look(path, width, cookies=()):
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        context.add_cookies([{**one, "url": live_server.url} for one in cookies])
        page = context.new_page()
        page.goto(live_server.url + path)
        page.wait_for_load_state("networkidle")
        return page

    yield look
    for context in contexts:
        context.close()


def faults(page, **options) -> list[str]:
    settled(page)
    found = Axe().run(page, options, WHAT_IS_WRONG).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def plan(name) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": files.PDF}


def test_a_conversation_with_files(world, look, sign_in):
    colleague, request = world.organizer, factories.submit(world.page)
    operations.move(
        user=world.moderator, request=request, move="ask", version=1, reason="Quelle rue?"
    )
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": sign_in(world.moderator, "fr").cookies[name].value}
    staff = look(f"/admin/requests/{request.reference}/", 1280, [cookie])

    note = staff.locator("#id_note_body")
    note.click()
    note.press_sequentially("Vu avec @zo")
    staff.locator("[role=option]").first.wait_for()
    assert note.get_attribute("aria-activedescendant")
    assert faults(staff, exclude=FURNITURE) == []
    note.press("Escape")
    assert staff.locator("[role=option]:visible").count() == 0
    note.press_sequentially("é")
    note.press("ArrowDown")
    note.press("ArrowUp")
    note.press("Enter")
    assert note.input_value() == f"Vu avec @{colleague.get_full_name()} "
    assert staff.locator(f"input[name=mentioned][value='{colleague.pk}']").is_checked()
    with staff.expect_navigation():
        staff.locator("form[action$='/note/'] button.button").click()
    assert OutboxMessage.objects.get(kind="mention").user == colleague
    staff.locator("mark.coorg-mention").wait_for()

    staff.locator("#coorg-reply > summary").click()
    staff.locator("#id_reply_body").fill("Voici le plan")
    staff.locator("#id_reply_files").set_input_files([plan("Plan.pdf")])
    with staff.expect_navigation():
        staff.locator("form[action$='/reply/'] button.button").click()
    assert staff.locator(".coorg-entry--requester .coorg-file-list a").inner_text().strip()
    assert faults(staff, exclude=FURNITURE) == []

    requester = look(reverse("coorg_forms:sent", args=[request.token]), 360)
    with requester.expect_download() as download:
        requester.locator(".coorg-files a").click()
    assert download.value.suggested_filename == "Plan.pdf"
    assert faults(requester) == []
    requester.locator("#id_files").set_input_files(
        [plan("Rue.pdf"), {**plan("x.pdf"), "buffer": b"x"}]
    )
    requester.locator("#answer-form button.coorg-button").click()
    requester.locator("#error-summary").wait_for()
    assert faults(requester) == []
    assert requester.locator("input[name=form-kept]").is_checked()
    requester.locator("#id_answer").fill("La rue Principale")
    requester.locator("#answer-form button.coorg-button").click()
    requester.locator(".coorg-message--mine .coorg-files a").wait_for()
    assert Message.objects.get(kind="answer").files.get().name == "Rue.pdf"
    assert Attachment.objects.count() == 2
    assert fresh(request).state == "review"
