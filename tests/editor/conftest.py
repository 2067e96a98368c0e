"""Someone who may edit, and what she gets from the server."""

import pytest
from django.contrib.auth import get_user_model


@pytest.fixture
def editor(client, locales):
    person = get_user_model().objects.create_superuser("editrice", "e@example.org", "x")
    client.force_login(person)
    return client
