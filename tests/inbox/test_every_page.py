"""No accessibility fault of ours on any page of the admin: the pages are those of the table."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders

from coorg_forms.models import Message, ReplyTemplate
from tests import factories
from tests.access.sent import Filled
from tests.access.table import GRIDS, MODELS, ROWS, WITHOUT_COPY
from tests.inbox.test_accessibility import FURNITURE, TOO_WIDE, WHAT_IS_WRONG, settled

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

#: page of a model's rows → why it is not looked at.
OF_A_MODEL = {
    "list_results": "a piece of the list",
    "history_results": "a piece of the history",
    "add": "the form that is looked at when it changes a row",
    "copy": "the same form",
    "delete": "Wagtail’s, without a word of ours",
    "usage": "Wagtail’s",
    "history": "Wagtail’s",
}
#: address → why it is not looked at here.
LEFT_OUT = {
    **{
        f"wagtailsnippets_coorg_forms_{model}:{page}": why
        for model in MODELS
        for page, why in OF_A_MODEL.items()
    },
    **{
        name: "Wagtail’s window to choose in"
        for name in ROWS
        if name.startswith("wagtailsnippetchoosers_")
    },
    **{
        f"wagtailsnippets_coorg_forms_{model}:list": "Wagtail’s table, with nothing drawn by us"
        for model in {*MODELS} - {"routingrule", "holiday"}
    },
    **{
        f"wagtailsnippets_coorg_forms_{model}:edit": "the form of a territory"
        for model in ("service", "audience", "theme", "population")
    },
    "wagtailsnippets_coorg_forms_shortlink:code": "a file",
    "wagtailsnippets_coorg_forms_holiday:propose": "test_accessibility",
    "coorg_requests:index_results": "a piece of the list",
    "coorg_requests:view_index_results": "a piece of the list",
    "coorg_requests:accesses_results": "a piece of a list",
    "coorg_requests:export_progress": "an answer to a script",
    "coorg_requests:explained_pdf": "a file",
    **{
        f"coorg_requests:{name}": "test_accessibility"
        for name in ("index", "detail", "move", "decide", "explained", "reports", "health")
    },
    "coorg_requests:accesses": "test_accessibility",
    "coorg_requests:evaluation": "test_evaluation_walk",
    "coorg_requests:enter_form": "test_enter_walk",
    **{f"coorg_grids:{name}": "grids/test_in_the_browser" for name in GRIDS},
    "coorg_forms_editor:link": "test_accessibility",
    "coorg_forms_editor:export": "a file",
}
#: Pages that are looked at on a phone too, in dark.
ON_A_PHONE = (
    "coorg_requests:absences",
    "coorg_requests:export",
    "wagtailsnippets_coorg_forms_routingrule:trial",
    "wagtailsnippets_coorg_forms_routingrule:coverage",
)


def looked_at() -> list[str]:
    return sorted(name for name, row in ROWS.items() if row.get == 200 and name not in LEFT_OUT)


def test_what_is_left_out_is_an_address():
    without = {f"wagtailsnippets_coorg_forms_{model}:copy" for model in WITHOUT_COPY}
    assert {*LEFT_OUT} - {*ROWS} == without
    assert {*ON_A_PHONE} <= {*looked_at()}


class Window:
    """One window of a person who is signed in, at one width."""

    def __init__(self, chromium, live_server, client, **look):
        self.live_server = live_server
        context = chromium.new_context(**look)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        self.page = context.new_page()
        self.page.route("**/static/**", _from_disk)

    def faults(self, path: str, of_wagtail=False) -> list[str]:
        """What is wrong on a page.

        Arguments:
            of_wagtail: its heading and its panels at the side are not ours.
        """
        response = self.page.goto(f"{self.live_server.url}{path}")
        assert response.ok and urlsplit(response.url).path == path, response.url
        found = self.faults_here()
        theirs = ("too wide", "page-has-heading-one") if of_wagtail else ()
        return [fault for fault in found if not fault.startswith(theirs)]

    def faults_here(self) -> list[str]:
        self.page.evaluate(
            "document.querySelectorAll('details').forEach("
            "(one) => { one.removeAttribute('name'); one.open = true })"
        )
        settled(self.page)
        found = Axe().run(self.page, {"exclude": FURNITURE}, WHAT_IS_WRONG).response["violations"]
        wide = [f"too wide: {one}" for one in self.page.evaluate(TOO_WIDE)]
        return wide + [f"{one['id']}: {n['html'][:200]}" for one in found for n in one["nodes"]]

    def close(self):
        self.page.context.close()


def _from_disk(route):
    """The scripts and sheets of a page, without asking the server for each of them again."""
    name = unquote(urlsplit(route.request.url).path).removeprefix(settings.STATIC_URL)
    found = finders.find(name)
    if found is None:
        route.fulfill(status=404)
        return
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    route.fulfill(body=Path(found).read_bytes(), content_type=kind)


@pytest.fixture
def window(chromium, live_server, sign_in):
    opened = []

    def open_one(user, language="fr", width=1280, scheme="light"):
        look = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
        opened.append(Window(chromium, live_server, sign_in(user, language), **look))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.mark.slow
def test_every_page(world, superuser, window):
    filled, wide = Filled(world), window(superuser)
    phone = window(superuser, "en", 360, "dark")
    wrong = {
        name: wide.faults(filled.path(name), of_wagtail=name.endswith(":edit"))
        for name in looked_at()
    }
    wrong |= {f"{name}, phone": phone.faults(filled.path(name)) for name in ON_A_PHONE}
    told = [f"{name}: {fault}" for name, faults in wrong.items() for fault in faults]
    assert not told, "\n" + "\n".join(told)


def test_words_for_several(world, window):
    """Asked for, forgotten, shown, sent: on a phone, in dark."""
    for number in range(3):
        factories.submit(world.page, factories.answers(title=f"Jardin {number}"))
    ReplyTemplate.objects.create(name="Fermeture", language="fr", body="Bonjour [prénom].")
    look = window(world.moderator, "fr", 360, "dark")
    page = look.page
    page.goto(f"{look.live_server.url}/admin/requests/")
    for box in page.locator("input[name=reference]").all():
        box.check()
    page.locator("#coorg-bulk select[name=act]").select_option("reply")

    def go(button):
        with page.expect_navigation():
            page.locator(button).click()
        return look.faults_here()

    preview = ".coorg-bulk-page form button:not([name])"
    faults = [*go("#coorg-bulk button"), *go(preview)]
    assert page.locator("#coorg-bulk-problem").count() == 1
    page.locator("select[name=words-fr]").select_option(label="Fermeture")
    faults += [*go(preview), *go("button[name=send]")]
    assert faults == [] and Message.objects.count() == 3
