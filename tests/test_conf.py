"""Settings and the system checks."""

import inspect

import pytest
from django.core.checks import run_checks

from coorg_forms import checks
from coorg_forms.conf import Settings
from coorg_forms.conf import settings as ours

NAMES = [name for name, _value in inspect.getmembers(Settings, inspect.isdatadescriptor)]
NAMES = [name for name in NAMES if name.isupper()]


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_is_documented_and_read_when_it_is_used(settings, name):
    assert getattr(Settings, name).__doc__
    value = "https://example.ca/" if name == "BASE_URL" else object()

    setattr(settings, f"COORG_FORMS_{name}", value)

    assert getattr(ours, name) == (value.rstrip("/") if name == "BASE_URL" else value)


def test_links_of_mails_use_the_address_of_the_admin_by_default(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://cisss.example.ca/"

    assert ours.BASE_URL == "https://cisss.example.ca"


def test_no_complaint_about_the_example_site():
    assert [found for found in run_checks() if (found.id or "").startswith("coorg_forms")] == []


def test_missing_apps_are_named(monkeypatch):
    monkeypatch.setattr(checks.apps, "is_installed", lambda name: name != "captcha")

    assert [found.id for found in checks.check_apps(None)] == ["coorg_forms.E001"]


def test_a_mail_server_without_time_out(settings):
    settings.EMAIL_TIMEOUT = None

    assert [found.id for found in checks.check_mail(None)] == ["coorg_forms.W001"]


@pytest.mark.parametrize("url", ["", "cisss.example.ca"])
def test_links_without_host(settings, url):
    settings.COORG_FORMS_BASE_URL = url

    assert [found.id for found in checks.check_links(None)] == ["coorg_forms.W002"]


@pytest.mark.browser
def test_the_browser_of_the_tests_runs(chromium):
    page = chromium.new_page()
    page.set_content("<title>Bonjour</title>")

    assert page.title() == "Bonjour"
    page.close()
