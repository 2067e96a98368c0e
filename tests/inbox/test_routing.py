"""Routing rules in the admin: written, ordered, tried; who answers where; why a request is here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coorg_forms.models import RoutingRule, SupportRequest
from tests import factories
from tests.inbox.conftest import url


def rules_url(name: str, *args) -> str:
    return reverse(RoutingRule.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def manager(world, sign_in):
    return sign_in(world.manager)


def rule_post(world, **changes) -> dict:
    return {
        "name": "Écoles du Pontiac",
        "establishment": world.establishment.pk,
        "territories": [world.gatineau.pk],
        "team": world.here.pk,
        "organizer": "",
        "active": "on",
        **changes,
    }


def test_a_manager_writes_a_rule_and_reads_it_in_the_list(world, manager):
    assert manager.post(rules_url("add"), rule_post(world)).status_code == 302
    rule = RoutingRule.objects.get()
    assert (rule.position, list(rule.territories.all())) == (1, [world.gatineau])
    html = manager.get(rules_url("list")).content.decode()
    assert "Écoles du Pontiac" in html and "Gatineau (English)" in html
    assert world.here.name in html


def test_a_rule_whose_parts_disagree_is_refused(world, superuser, sign_in):
    wrong = {
        "team": world.elsewhere.team.pk,
        "organizer": "names",
        "as_territory": world.pontiac.pk,
        "person": world.organizer.pk,
    }
    html = sign_in(superuser).post(rules_url("add"), rule_post(world, **wrong)).content.decode()
    assert not RoutingRule.objects.exists()
    for sentence in (
        "This team belongs to another establishment.",
        "Write at least one name.",
        "The team does not answer for this territory.",
        "This person does not work in the team.",
    ):
        assert sentence in html


def test_the_list_says_which_rules_never_win(world, manager):
    rules = [factories.rule(world.establishment, name=name, team=None) for name in ("Un", "Deux")]
    html = manager.get(rules_url("list")).content.decode()
    assert html.count("Never takes a request") == 1
    assert "“Un” takes the same requests first." in html
    with CaptureQueriesContext(connection) as few:
        manager.get(rules_url("list"))
    for number in range(4):
        factories.rule(world.establishment, name=f"Autre {number}", team=None)
    with CaptureQueriesContext(connection) as many:
        html = manager.get(rules_url("list")).content.decode()
    assert len(many) == len(few) and html.count("Never takes a request") == 5
    RoutingRule.objects.filter(pk=rules[0].pk).update(active=False)
    assert "“Un” takes" not in manager.get(rules_url("list")).content.decode()


def test_rules_are_ordered_with_buttons(world, manager):
    first, second = (factories.rule(world.establishment) for _rule in range(2))
    answer = manager.post(rules_url("order", second.pk), {"to": "before"})
    assert answer.url.endswith(f"#coorg-rule-{second.pk}")
    assert list(RoutingRule.objects.all()) == [second, first]


# Trying them ------------------------------------------------------------------------------------


def test_a_made_up_request_is_tried(world, manager):
    factories.rule(world.establishment, services=[world.housing], name="Logement")
    factories.rule(world.establishment, territories=[world.pontiac], team=world.there)
    assert world.organizer.pk
    sample = {
        "establishment": world.establishment.pk,
        "service": world.organizing.pk,
        "territories": [world.gatineau.pk],
    }
    html = manager.post(rules_url("trial"), sample).content.decode()
    assert "No rule matches: it goes to the team of the territory" in html
    assert "does not match: the service" in html and "does not match: the territory" in html
    assert world.organizer.get_full_name() in html
    assert not SupportRequest.objects.exists()


def test_a_request_is_tried_by_its_reference(world, manager):
    stored = factories.submit(world.page)
    factories.rule(world.establishment, name="Tout", team=world.here)
    html = manager.post(rules_url("trial"), {"reference": stored.reference}).content.decode()
    assert "Rule 1, “Tout”, sends it there." in html
    assert "it takes every request" in html


def test_a_request_out_of_reach_is_not_tried(world, manager):
    elsewhere = world.elsewhere
    form = world.form(
        factories.usual_questions(),
        establishment=elsewhere.establishment,
        service=elsewhere.service,
    )
    foreign = factories.submit(form, factories.answers(territory=["argenteuil"]))
    answers = [
        manager.post(rules_url("trial"), {"reference": reference})
        for reference in (foreign.reference, "OC-2099-00001")
    ]
    for answer in answers:
        assert answer.status_code == 422
        assert "There is no request with this reference." in answer.content.decode()
        assert foreign.summary not in answer.content.decode()


def test_the_last_requests_are_replayed_with_constant_queries(world, manager):
    def replay():
        with CaptureQueriesContext(connection) as captured:
            html = manager.get(rules_url("trial"), {"replay": 1}).content.decode()
        return html, len(captured)

    factories.rule(world.establishment, territories=[world.pontiac], name="Ailleurs")
    moved = factories.submit(world.page)
    team = factories.team(world.establishment, [world.gatineau], [world.organizing])
    other = factories.rule(world.establishment, name="Vers l’autre", team=team)
    replay()  # the number in the menu is kept for a moment
    html, few = replay()
    assert "1 of the last 1 would go elsewhere." in html and other.name in html
    assert moved.reference in html
    for one in [factories.submit(world.page) for _more in range(3)]:
        SupportRequest.objects.filter(pk=one.pk).update(team=world.here)
    html, many = replay()
    assert "4 of the last 4 would go elsewhere." in html and many == few
    assert SupportRequest.objects.get(pk=moved.pk).team == world.here


# Who answers where ------------------------------------------------------------------------------


def test_the_grid_marks_the_holes_and_who_waits(world, manager):
    world.here.email = "gatineau@example.org"
    world.here.save()
    html = manager.get(rules_url("coverage")).content.decode()
    assert html.count('class="coorg-hole"') == 2  # housing, in both territories
    assert "gatineau@example.org" in html
    assert "Nobody in this team: those who route are told" in html
    assert world.manager.get_full_name() in html


def test_a_rule_fills_a_hole(world, manager):
    factories.rule(world.establishment, services=[world.housing], name="À la main")
    html = manager.get(rules_url("coverage")).content.decode()
    assert "coorg-hole" not in html and "rule 1, “À la main”" in html


# Why a request is here --------------------------------------------------------------------------


def test_the_page_of_a_request_says_why_it_is_here(world, moderator):
    rule = factories.rule(
        world.establishment, territories=[world.gatineau], team=world.here, name="Ville"
    )
    stored = factories.submit(world.page)
    sentence = "Routed by rule 1, “Ville”: the territory."
    assert sentence in moderator.get(url("detail", stored)).content.decode()
    rule.save()
    assert "changed since" in moderator.get(url("detail", stored)).content.decode()
    rule.delete()
    assert "deleted since" in moderator.get(url("detail", stored)).content.decode()


def test_without_a_rule_the_page_says_so(world, moderator, sign_in):
    stored = factories.submit(world.page)
    html = moderator.get(url("detail", stored)).content.decode()
    assert "Routed by its territory and its service: no rule matches." in html
    waits = factories.submit(world.page, factories.answers(territory=["unsure"]))
    html = sign_in(world.intake).get(url("detail", waits)).content.decode()
    assert "name no single team" in html
