"""Settings of the measures: the example site, plus a stock form page to compare with."""

from example_site.settings_test import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.forms", "tests.bench.stock"]  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": True}
COORG_FORMS_PAGE_TEMPLATE = "coorg_forms/public/base.html"
