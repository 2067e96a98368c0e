"""Who may put people in teams does so where they work: it says who reads requests."""

import pytest
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import Holiday, Membership, RoutingRule, Team
from tests import factories


def address(model, name: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def theirs(world) -> dict:
    """Rows of another establishment, by model."""
    elsewhere = world.elsewhere
    person = world.person("organizer", elsewhere.team)
    return {
        Team: elsewhere.team,
        Membership: person.request_memberships.get(),
        RoutingRule: factories.rule(elsewhere.establishment, name="Ailleurs"),
        Holiday: factories.holiday(elsewhere.establishment, "2026-12-28", "Fermé ailleurs"),
    }


@pytest.fixture
def manager(world, sign_in):
    return sign_in(world.manager)


def test_rows_of_another_establishment_do_not_exist(world, theirs, manager):
    for model, row in theirs.items():
        for name in ("edit", "delete", "usage", "history"):
            for method in (manager.get, manager.post):
                assert method(address(model, name, row.pk)).status_code == 404, (model, name)
        listed = manager.get(address(model, "list")).context["object_list"]
        assert row not in listed, model
        assert model.objects.filter(pk=row.pk).exists()
    assert manager.post(address(RoutingRule, "order", theirs[RoutingRule].pk)).status_code == 404


def test_several_at_once_neither(world, theirs, manager):
    delete = reverse("wagtail_bulk_action", args=["coorg_forms", "membership", "delete"])
    manager.post(f"{delete}?id={theirs[Membership].pk}")
    assert Membership.objects.filter(pk=theirs[Membership].pk).exists()


def test_nobody_is_put_into_a_team_of_another_establishment(world, theirs, manager):
    data = {"user": world.manager.pk, "team": theirs[Team].pk}
    response = manager.post(address(Membership, "add"), data)
    assert response.status_code == 200 and "team" in response.context["form"].errors
    team = {"name": "À nous?", "establishment": theirs[Team].establishment_id}
    response = manager.post(address(Team, "add"), team)
    assert response.status_code == 200 and "establishment" in response.context["form"].errors


def test_a_team_is_given_no_territory_of_another_establishment(world, theirs, manager):
    data = {
        "name": "Nous",
        "establishment": world.establishment.pk,
        "territories": [world.elsewhere.territory.pk],
    }
    response = manager.post(address(Team, "add"), data)
    assert "territories" in response.context["form"].errors


def test_what_a_team_already_has_stays_when_its_page_is_saved(world, theirs, manager):
    world.here.territories.add(world.elsewhere.territory)
    shown = manager.get(address(Team, "edit", world.here.pk)).context["form"]
    assert world.elsewhere.territory in shown.fields["territories"].queryset


def test_one_s_own_are_there(world, theirs, manager):
    own = factories.rule(world.establishment, name="Ici")
    assert manager.get(address(RoutingRule, "edit", own.pk)).status_code == 200
    data = {"user": world.organizer.pk, "team": world.there.pk}
    assert manager.post(address(Membership, "add"), data).status_code == 302


def test_an_administrator_reaches_all(theirs, superuser, sign_in):
    client = sign_in(superuser)
    for model, row in theirs.items():
        assert client.get(address(model, "edit", row.pk)).status_code == 200, model


def test_operations_say_no_too(world, theirs):
    rule = theirs[RoutingRule]
    with pytest.raises(operations.Forbidden):
        operations.order_rule(user=world.manager, rule=rule, before=True)
    with pytest.raises(operations.Forbidden):
        operations.propose_holidays(user=world.manager, establishment=rule.establishment, year=2027)
    assert not operations.can_propose_holidays(user=world.manager, establishment=rule.establishment)
