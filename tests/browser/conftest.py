"""A real site on the demo's data, a real browser, a real mail server."""

import pytest
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from tests import factories
from tests.delivery.conftest import smtp  # noqa: F401  (a fixture)

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="package")
def transactional_db(chromium, django_db_setup, django_db_blocker):
    """In place of pytest-django's: the demo is loaded once for this folder, and gone after it.

    The name puts these tests with those that commit, after those that roll back.
    """
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)
        factories.plant()
        call_command("load_demo", verbosity=0)
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="package")
def site(transactional_db):
    """The example site on its demo, served."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def browse(chromium, site):
    """Open a page: ``browse("/fr/", viewport=PHONE, scripts=False)``. No error may show in it."""
    contexts, faults = [], []

    def browse(address, *, viewport=DESK, scripts=True):
        context = chromium.new_context(
            base_url=site.url,
            viewport=viewport,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: _note(message, faults))
        page.on("request", lambda request: _stay(request, site, faults))
        page.goto(address)
        return page

    yield browse
    for context in contexts:
        context.close()
    assert not faults


def _note(message, faults):
    """A status that is not 200 is what some tests want; everything else is a fault."""
    is_public = "/admin/" not in (message.location or {}).get("url", "")
    if message.type == "error" and "Failed to load" not in message.text and is_public:
        faults.append(message.text)


def _stay(request, site, faults):
    """No request leaves for another host."""
    if not request.url.startswith((site.url, "data:", "blob:")):
        faults.append(request.url)
