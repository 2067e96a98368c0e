"""Whose grids are seen, and who is led to them. Who opens which address: ``tests/access``."""

import pytest
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import CriteriaGrid
from coorg_forms.triage.roles import ROLES
from tests import factories
from tests.access.table import GRIDS, READERS
from tests.inbox.grids.conftest import url

#: The addresses about one grid → who opens them.
ABOUT_ONE = {name: row.who for name, row in GRIDS.items() if name not in ("index", "new")}


@pytest.fixture
def people(world, superuser):
    return {**{role: world.person(role) for role in ROLES}, "superuser": superuser}


def test_the_menu_shows_the_grids_to_those_who_read_them(people, sign_in):
    factories.home()  # the admin's home counts the pages of the site
    for role, person in people.items():
        html = sign_in(person).get("/admin/").content.decode()
        assert (reverse("coorg_grids:index") in html) == (role in READERS), role


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


def test_a_superuser_without_a_team_sees_every_grid(superuser, sign_in, draft):
    assert operations.can_change_grid(user=superuser, grid=draft)
    assert sign_in(superuser).get(url("edit", draft)).status_code == 200
