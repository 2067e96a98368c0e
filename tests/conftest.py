"""What the tests share: both languages, a small world, a browser, and what must not be skipped.

``COORG_REQUIRE_BROWSER=1`` and ``COORG_REQUIRE_POSTGRES=1`` turn a skip into a failure: CI sets
them, so that nothing is silently left out there.
"""

import os
import shutil

import pytest
from django.core.cache import cache
from django.db import connection
from hypothesis import settings as hypothesis_settings
from wagtail.models import Page

from tests import factories

# Properties: a few examples every day, many with HYPOTHESIS_PROFILE=thorough.
for name, examples in (("everyday", 40), ("thorough", 1000)):
    hypothesis_settings.register_profile(name, max_examples=examples, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """The system's Chromium, or None."""
    usual = "/usr/bin/chromium"
    return usual if os.access(usual, os.X_OK) else shutil.which("chromium")


def pytest_runtest_setup(item):
    if item.get_closest_marker("browser") and not chromium_path():
        _leave_out("no Chromium was found", "COORG_REQUIRE_BROWSER")
    if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
        _leave_out("DATABASE_URL names no PostgreSQL", "COORG_REQUIRE_POSTGRES")


def _leave_out(why: str, variable: str):
    if os.environ.get(variable) == "1":
        pytest.fail(f"{why}, and {variable}=1")
    pytest.skip(why)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_use_migrations, django_db_blocker):
    """The everyday run makes its tables from the models: what migrations leave is planted."""
    with django_db_blocker.unblock():
        if not django_db_use_migrations and not Page.objects.exists():
            factories.plant()


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium, for tests marked ``browser``. Use ``chromium.new_context(...)``.

    Playwright keeps an event loop in this thread: Django must be told that the database may be
    used beside it.
    """
    from playwright.sync_api import sync_playwright

    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits and the like do not travel from one test to the next."""
    cache.clear()


@pytest.fixture
def locales(db):
    """French, the default, and English."""
    return factories.locales()


@pytest.fixture
def world(locales) -> factories.World:
    """An establishment with two territories, two services, teams, staff and a published form."""
    return factories.World()


@pytest.fixture
def page(world):
    """The published request form of the world."""
    return world.page
