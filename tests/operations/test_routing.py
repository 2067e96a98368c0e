"""New requests go where the rules say, and are never lost to a rule."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorg_forms import operations
from coorg_forms.models import RequestEvent, RoutingRule, RoutingTable, SupportRequest
from coorg_forms.operations.errors import Forbidden
from tests import factories
from tests.factories import answers, submit


def told(request) -> set:
    """Whom the notice of a request goes to."""
    notices = request.outbox.filter(kind="notice")
    return {mail.mailbox or mail.user for mail in notices}


def test_a_rule_sends_to_its_team_and_the_history_says_why(world):
    rule = factories.rule(
        world.establishment, place="Fort-Coulonge, Chapeau", team=world.there, name="Pontiac"
    )
    form = world.form([
        *factories.usual_questions(),
        factories.block("text", label="Lieu", key="place", role="place", required=False),
    ])  # fmt: skip

    stored = submit(form, answers(territory=["unsure"], place="à Fort-Coulonge"))

    assert (stored.team, stored.territory) == (world.there, world.pontiac)
    assert list(stored.territories.all()) == [world.pontiac] and not stored.other_territories
    assert stored.events.get().data == {
        "rule": rule.pk,
        "number": 1,
        "rule_version": 1,
        "because": ["place"],
    }


def test_a_rule_gives_to_a_person_who_is_told_alone(world):
    other = world.person("organizer")
    factories.rule(world.establishment, team=world.here, person=world.organizer)

    stored = submit(world.page)

    assert stored.assignee == world.organizer and stored.assignee_name
    assert stored.events.get().data["assignee"] == world.organizer.pk
    assert told(stored) == {world.organizer} and other not in told(stored)


def test_a_person_who_left_the_team_gets_nothing(world):
    factories.rule(world.establishment, team=world.here, person=world.organizer)
    world.organizer.request_memberships.all().delete()
    colleague = world.person("organizer")

    stored = submit(world.page)

    assert (stored.team, stored.assignee) == (world.here, None)
    assert told(stored) == {colleague}


def test_rules_of_another_establishment_and_inactive_ones_do_not_apply(world):
    factories.rule(world.elsewhere.establishment)
    factories.rule(world.establishment, active=False)
    factories.rule(world.establishment, form_key="0" * 32)

    assert submit(world.page).team == world.here


def test_a_rule_that_cannot_be_followed_is_passed_over(world):
    factories.rule(world.establishment, team=world.there)
    stored = submit(world.page)
    rule = RoutingRule.objects.get()
    assert stored.team == world.here
    assert stored.events.get().data == {"skipped": [[rule.pk, "uncovered"]]}


def test_a_failure_of_the_rules_sends_to_be_routed_and_stores(world, monkeypatch, caplog):
    def fail(self, facts):
        raise RuntimeError("École Saint-Jérôme")

    monkeypatch.setattr(RoutingTable, "destination", fail)

    stored = submit(world.page)

    assert stored.is_unrouted and stored.contact.email
    assert stored.events.get().data == {"skipped": [[0, "error"]]}
    assert "RuntimeError" in caplog.text and "Jérôme" not in caplog.text


def test_events_keep_no_word_of_what_was_answered(world):
    factories.rule(
        world.establishment, organizer="names", organizer_names="Lévesque", team=world.here
    )
    submit(world.page, answers(known=["yes"], organizer="Zoé Lévesque"))
    data = RequestEvent.objects.get().data
    assert data["because"] == ["organizer"] and "vesque" not in str(data)


# Never by nobody --------------------------------------------------------------------------------


def unrouted(world) -> SupportRequest:
    return submit(world.page, answers(territory=["unsure"]))


def test_what_waits_to_be_routed_is_told_to_intake(world):
    intake, organizer = world.intake, world.organizer
    stored = unrouted(world)
    assert told(stored) == {intake}
    assert stored in SupportRequest.objects.visible_to(intake)
    assert stored not in SupportRequest.objects.visible_to(organizer)


def test_without_intake_managers_are_told_and_see_it(world):
    manager, _organizer = world.manager, world.organizer
    stored = unrouted(world)
    assert told(stored) == {manager}
    assert stored in SupportRequest.objects.visible_to(manager)


def test_without_managers_administrators_are_told(world, django_user_model):
    root = django_user_model.objects.create_superuser("root", "root@example.org", "x")
    assert world.organizer.pk
    stored = unrouted(world)
    assert told(stored) == {root} and stored in SupportRequest.objects.visible_to(root)


def test_the_request_of_a_team_without_people_is_told_to_others(world):
    manager = world.person("manager", world.there)
    assert told(submit(world.page)) == {manager}


# Order, queries ---------------------------------------------------------------------------------


def test_rules_are_put_in_order_one_place_at_a_time(world):
    first, second, third = (factories.rule(world.establishment) for _rule in range(3))
    operations.order_rule(user=world.manager, rule=third, before=True)
    operations.order_rule(user=world.manager, rule=first, before=True)
    assert list(RoutingRule.objects.all()) == [first, third, second]
    assert [rule.position for rule in RoutingRule.objects.all()] == [1, 2, 3]


def test_who_does_not_change_rules_does_not_order_them(world):
    rule = factories.rule(world.establishment)
    with pytest.raises(Forbidden):
        operations.order_rule(user=world.moderator, rule=rule, before=True)


def test_the_number_of_queries_does_not_follow_the_number_of_rules(world):
    def queries() -> int:
        sent = factories.submission(world.page, answers())
        with CaptureQueriesContext(connection) as captured:
            operations.receive(sent)
        return len(captured)

    submit(world.page)
    for _rule in range(2):
        factories.rule(
            world.establishment,
            services=[world.organizing],
            territories=[world.pontiac],
            with_parts=True,
            team=world.there,
        )
    few = queries()
    for _rule in range(5):
        factories.rule(world.establishment, territories=[world.pontiac], team=world.there)
    assert queries() == few
