"""A site on SQLite is migrated to and fro: the index of words neither hinders nor is lost."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

SEARCH = """
import django
django.setup()
from coorg_forms.models import SupportRequest
from tests.searching import search
found = search("jardin")
assert found and set(found) <= set(SupportRequest.objects.all())
assert any(row.named_themes for row in found)
"""


def test_to_and_fro(tmp_path):
    environ = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environ |= {"VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "example_site.settings"}

    def run(*arguments):
        subprocess.run([sys.executable, *arguments], env=environ, check=True, timeout=300)

    run("manage.py", "migrate", "--verbosity=0")
    run("manage.py", "load_demo", "--verbosity=0")
    run("-c", SEARCH)
    run("manage.py", "migrate", "--verbosity=0", "coorg_forms", "0011")
    run("manage.py", "migrate", "--verbosity=0")
    run("-c", SEARCH)
