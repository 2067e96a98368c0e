"""Settings of the measures: the example site, plus a stock form page to compare with.

``BENCH_SIZE`` gives each size a database of its own, which is kept: a million rows are made once.
"""

import os

from example_site.settings_test import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.forms", "tests.bench.stock"]  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": True}
COORG_FORMS_PAGE_TEMPLATE = "coorg_forms/public/base.html"

if size := os.environ.get("BENCH_SIZE"):
    database = DATABASES["default"]  # noqa: F405
    if database["ENGINE"].endswith("sqlite3"):
        database["NAME"] = VAR_DIR / f"bench-{size}.sqlite3"  # noqa: F405
    else:
        database["NAME"] += f"_bench_{size}"
