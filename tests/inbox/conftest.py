"""People who look at the inbox, and requests of every kind for them to look at."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from coorg_forms.triage.moves import MOVES
from tests import factories


@pytest.fixture
def sign_in():
    """``sign_in(user, language="en")`` → a client in the admin in that language."""

    def signed_in(user, language="en") -> Client:
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = language
        profile.save()
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def superuser(db):
    return get_user_model().objects.create_superuser("root", "root@example.org", "x")


@pytest.fixture
def support_request(world) -> SupportRequest:
    """A request of Gatineau, just received."""
    return factories.submit(world.page)


@pytest.fixture
def moderator(world, sign_in) -> Client:
    return sign_in(world.moderator)


def url(name: str, request: SupportRequest, *args) -> str:
    return reverse(f"coorg_requests:{name}", args=[request.reference, *args])


def fresh(request: SupportRequest) -> SupportRequest:
    return SupportRequest.objects.get(pk=request.pk)


def post(client, name, request, *args, version=None, **data):
    """Send an act as the page would, at the version that stands now unless told otherwise."""
    seen = fresh(request).version if version is None else version
    return client.post(url(name, request, *args), {"version": seen, **data})


def move(request, code, user, **fields) -> SupportRequest:
    request = fresh(request)
    if kind := MOVES[code].decides:
        return factories.decide(request, user, kind, **fields)
    return operations.move(user=user, request=request, move=code, version=request.version, **fields)
