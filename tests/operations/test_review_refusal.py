"""Who reviews a refusal: never whoever decided it."""

import pytest

from coorg_forms import operations
from coorg_forms.models import OutboxMessage
from coorg_forms.operations.review_refusal import reviewers
from coorg_forms.triage.roles import ROLES
from tests import factories
from tests.operations.test_staff import fresh, put


@pytest.fixture
def declined(world):
    request = put(factories.submit(world.page), "review")
    request = factories.decide(request, world.moderator, "declined")
    operations.ask_review(request=request, body="Un oubli.")
    return fresh(request)


def give(user, request, reviewer):
    return operations.give_review(
        user=user, request=request, reviewer=reviewer, version=request.version
    )


def answer(user, request, **changes):
    fields = {"outcome": "upheld", "reason": "Rien de neuf.", "version": request.version}
    return operations.answer_review(user=user, request=request, **{**fields, **changes})


def test_who_may_review(world, declined):
    people = {role: world.person(role) for role in ROLES}
    people["there"] = world.person("moderator", world.there)

    found = set(reviewers(declined))

    assert found == {people["moderator"], people["manager"]}
    for role, person in people.items():
        may = role in ("moderator", "manager")
        assert bool(operations.can_answer_review(user=person, request=declined)) is may, role


def test_whoever_decided_does_not_review(world, declined):
    with pytest.raises(operations.Incomplete, match=r"own|propre"):
        give(world.manager, declined, world.moderator)
    with pytest.raises(operations.Forbidden, match=r"colleague|collègue"):
        answer(world.moderator, declined)
    assert fresh(declined).version == declined.version


def test_given_to_someone_only_they_answer(world, declined):
    other = world.person("moderator")
    give(world.intake, declined, other)
    assert OutboxMessage.objects.filter(kind="review_given", user=other).exists()
    declined = fresh(declined)
    with pytest.raises(operations.Forbidden, match=other.get_full_name()):
        answer(world.manager, declined)
    with pytest.raises(operations.Incomplete):
        give(world.intake, declined, world.organizer)
    review = answer(other, declined)
    assert (review.outcome, review.reviewer) == ("upheld", other)
    for late in (lambda: answer(other, fresh(declined)), lambda: give(other, declined, other)):
        with pytest.raises((operations.Forbidden, operations.StaleRequest)):
            late()


@pytest.mark.parametrize("wrong", [{"outcome": ""}, {"outcome": "maybe"}, {"reason": " "}])
def test_an_answer_says_what_and_why(world, declined, wrong):
    with pytest.raises(operations.Incomplete) as refusal:
        answer(world.manager, declined, **wrong)
    assert refusal.value.field in wrong


def test_a_stale_answer_writes_nothing(world, declined):
    give(world.intake, fresh(declined), world.manager)
    with pytest.raises(operations.StaleRequest):
        answer(world.manager, declined)
    assert not fresh(declined).decisions.get().review.outcome


def test_what_other_rows_say_too_is_told_at_once_and_not_undone(world, declined, settings):
    settings.COORG_FORMS_UNDO_SECONDS = 15
    answer(world.manager, declined, outcome="reopened", reason="Vous avez raison.")
    stored = fresh(declined)
    assert stored.state == "review"
    for event in stored.events.filter(action="moved"):
        assert event.hold == 0
    reopened = operations.last_act(user=world.manager, request=stored)
    assert not operations.can_undo(user=world.manager, request=stored, event=reopened)
    mail = OutboxMessage.objects.get(kind="review_answered")
    assert mail.next_attempt_at <= mail.created_at or not mail.cause


def test_the_request_is_not_reopened_beside_its_review(world, declined):
    verdict = operations.can_move(user=world.manager, request=declined, move="reopen")
    assert not verdict and verdict.why
    answer(world.manager, declined)
    assert operations.can_move(user=world.manager, request=fresh(declined), move="reopen")


def test_staff_write_down_what_the_requester_said(world):
    request = put(factories.submit(world.page), "review")
    request = factories.decide(request, world.moderator, "declined")
    with pytest.raises(operations.Forbidden):
        operations.ask_review(user=world.person("auditor"), request=request, body="Un oubli.")
    review = operations.ask_review(user=world.intake, request=request, body="Un oubli.")
    assert review.words.author == world.intake
    assert request.events.get(action="review_asked").actor == world.intake
