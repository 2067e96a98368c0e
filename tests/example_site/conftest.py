"""The demo, loaded once for the tests of this folder and taken back after them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction


def load_demo() -> str:
    """What the command says."""
    said = StringIO()
    call_command("load_demo", stdout=said)
    return said.getvalue()


@pytest.fixture(scope="package")
def loaded(django_db_setup, django_db_blocker):
    """What the first run says. Everything it wrote goes away with the outer transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db):
    return loaded
