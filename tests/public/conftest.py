import pytest

from tests import factories
from tests.public import forms
from tests.public.screen import Visitor


@pytest.fixture
def form(world):
    """A published form with a question of every type."""
    factories.audience("group", label="Un groupe")
    return world.form(forms.every_type())


@pytest.fixture
def visitor(client, form) -> Visitor:
    return Visitor(client, form)
