"""Every address of the grids × every role × in and out of reach × GET and POST."""

import pytest
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.inbox.grids.viewset import GridViewSet
from coorg_forms.models import CriteriaGrid
from coorg_forms.triage.roles import ROLES
from tests import factories
from tests.inbox.grids.conftest import url

READERS = ("manager", "auditor", "superuser")
WRITERS = ("manager", "superuser")
#: address → who opens it.
ABOUT_ALL = {"index": READERS, "new": WRITERS}
ABOUT_ONE = {
    "read": READERS,
    "what_if": READERS,
    "export": READERS,
    "edit": WRITERS,
    "check": WRITERS,
    "discard": WRITERS,
}
READ_ONLY = {"index", "read", "what_if", "export"}


def test_every_address_has_a_row_here():
    names = {pattern.name for pattern in GridViewSet().get_urlpatterns()}
    assert names == {*ABOUT_ALL, *ABOUT_ONE}


@pytest.fixture
def people(world, superuser):
    return {**{role: world.person(role) for role in ROLES}, "superuser": superuser}


def test_who_opens_what(world, people, sign_in, draft):
    factories.home()  # the admin's home counts the pages of the site
    for role, person in people.items():
        client = sign_in(person)
        for name, who in {**ABOUT_ALL, **ABOUT_ONE}.items():
            address = url(name, draft if name in ABOUT_ONE else None)
            expected = 200 if role in who else 302
            assert client.get(address).status_code == expected, (role, name)
            refused = 405 if name in READ_ONLY else 422
            status = client.post(address, {}).status_code
            assert status == (refused if role in who else 302), (role, name)
        shown = reverse("coorg_grids:index") in client.get("/admin/").content.decode()
        assert shown == (role in READERS), role
    assert CriteriaGrid.objects.get(pk=draft.pk).fingerprint == draft.fingerprint


def test_out_of_reach_is_as_if_it_were_not_there(world, sign_in, draft):
    there = world.elsewhere.team
    for role in ("manager", "auditor"):
        client = sign_in(factories.user(role, there))
        for name, who in ABOUT_ONE.items():
            if role not in who:
                continue
            missing = CriteriaGrid(pk=draft.pk + 1000)
            for method in ("get", "post"):
                answer = getattr(client, method)(url(name, draft))
                assert answer.status_code == 404, (role, name, method)
                assert answer.content == getattr(client, method)(url(name, missing)).content
        page = client.get(url("index")).content.decode()
        assert world.establishment.short_name not in page
    client = sign_in(factories.user("manager", there))
    place = f"{world.establishment.pk}-{world.housing.pk}"
    assert client.post(url("new"), {"place": place, "start": "nothing"}).status_code == 422


def test_without_access_to_the_admin_one_must_sign_in(client, sign_in, draft):
    for visitor in (client, sign_in(factories.user())):
        for name in ABOUT_ONE:
            answer = visitor.post(url(name, draft))
            assert answer.status_code == 302
            assert answer.url.startswith(reverse("wagtailadmin_login"))


def test_a_superuser_without_a_team_sees_every_grid(superuser, sign_in, draft):
    assert operations.can_change_grid(user=superuser, grid=draft)
    assert sign_in(superuser).get(url("edit", draft)).status_code == 200
