"""What managers set up: terms, teams, memberships. What editors may correct."""

import pytest
from django.urls import reverse

from coorg_forms.models import Membership, Team, Territory
from tests import factories


def snippet(model, view, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


@pytest.fixture
def manager(world, sign_in):
    return sign_in(world.manager)


def team_post(world, **changes) -> dict:
    return {
        "name": "Équipe",
        "establishment": world.establishment.pk,
        "territories": [world.gatineau.pk],
        "services": [world.organizing.pk],
        "members": [world.organizer.pk],
        "active": "on",
        **changes,
    }


def test_a_manager_makes_a_team_with_its_members(world, manager):
    assert manager.post(snippet(Team, "add"), team_post(world)).status_code == 302
    team = Team.objects.get(name="Équipe")
    assert [member.user for member in team.memberships.all()] == [world.organizer]


def test_dates_of_a_membership_survive_the_teams_form(world, manager):
    membership = Membership.objects.get(user=world.organizer)
    Membership.objects.filter(pk=membership.pk).update(valid_until="2031-01-01")
    world.moderator  # noqa: B018 (made by being asked for)
    manager.post(snippet(Team, "edit", world.here.pk), team_post(world))
    kept = Membership.objects.get(team=world.here)
    assert kept.pk == membership.pk and str(kept.valid_until) == "2031-01-01"


def test_teams_cover_canonical_terms_only(world, manager):
    html = manager.get(snippet(Team, "edit", world.here.pk)).content.decode()
    assert "(English)" not in html


def test_a_term_in_use_cannot_be_deleted(world, superuser, sign_in):
    factories.submit(world.page)
    response = sign_in(superuser).post(snippet(Territory, "delete", world.gatineau.pk), follow=True)
    assert "is in use and cannot be deleted" in response.content.decode()
    assert Territory.objects.filter(pk=world.gatineau.pk).exists()


def test_no_inline_script_beside_the_dates(world, manager):
    html = manager.get(snippet(Membership, "add")).content.decode()
    assert 'type="date"' in html
    assert "initDateChooser" not in html
