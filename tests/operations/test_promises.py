"""What is promised, when the clock stops, and when it goes on."""

from datetime import date

import pytest
import time_machine

from coorg_forms import operations
from coorg_forms.models import Holiday, RequestEvent
from coorg_forms.operations.promises import due_date
from coorg_forms.triage.states import CLOCKS, STATES
from tests import factories
from tests.inbox.conftest import fresh, move

pytestmark = pytest.mark.django_db


def on(day: str):
    return time_machine.travel(f"{day} 15:00-05:00", tick=False)


@pytest.fixture
def received(world):
    """Received on Monday, 2 March 2026: to be read within 5 days, answered within 20."""
    with on("2026-03-02"):
        return factories.submit(world.page)


@pytest.fixture
def asked(world, received):
    """The review began on the 3rd; the requester is asked something on the 4th."""
    with on("2026-03-03"):
        move(received, "review", world.moderator)
    with on("2026-03-04"):
        return move(received, "ask", world.moderator, reason="Combien?")


def test_while_the_requester_is_awaited_nothing_is_due(asked):
    assert (asked.due_on, asked.waiting_since.date()) == (None, date(2026, 3, 4))


def test_an_answer_moves_the_due_date_by_the_business_days_waited(asked):
    with on("2026-03-11"):
        operations.answer(request=asked, body="La rue Principale")

    request = fresh(asked)
    assert request.due_on == date(2026, 4, 7)  # 30 March and five days, Good Friday among them
    assert request.waiting_since is None


def test_staff_who_resume_start_the_clock_as_well(world, asked):
    with on("2026-03-05"):
        move(asked, "resume", world.moderator)
        move(asked, "ask", world.moderator, reason="Où?")
    with on("2026-03-06"):
        move(asked, "resume", world.moderator)

    assert fresh(asked).due_on == date(2026, 4, 1)  # a day for each of two questions


def test_the_same_day_costs_nothing(world, asked):
    with on("2026-03-04"):
        move(asked, "resume", world.moderator)

    assert fresh(asked).due_on == date(2026, 3, 30)


def test_an_ending_stops_waiting(world, asked):
    with on("2026-03-05"):
        ended = move(asked, "withdraw", world.moderator, reason="Par téléphone")

    assert (ended.waiting_since, ended.due_on) == (None, None)


def test_after_a_reopening_promises_count_from_it(world, asked):
    with on("2026-03-05"):
        move(asked, "withdraw", world.moderator, reason="Par téléphone")
    with on("2026-09-08"):
        move(asked, "reopen", world.manager, reason="Nouveaux faits")
        move(asked, "ask", world.moderator, reason="Où?")
    with on("2026-09-09"):
        move(asked, "resume", world.moderator)

    assert fresh(asked).due_on == date(2026, 10, 7)


def test_an_acceptance_promises_a_contact_and_its_date_stays(world, received):
    with on("2026-03-09"):
        move(received, "review", world.moderator)
        accepted = move(received, "accept", world.moderator, reason="Oui")
    assert accepted.due_on == date(2026, 3, 16)  # as the decision says
    assert due_date(accepted, STATES["accepted"], days=5, today=date(2026, 3, 9)) == date(
        2026, 3, 16
    )
    operations.take(user=world.moderator, request=accepted)
    begun = move(accepted, "begin", world.moderator)

    assert begun.due_on == date(2026, 3, 16)


def test_the_establishments_own_days_do_not_count(world, received):
    factories.holiday(world.establishment, "2026-03-05")
    with on("2026-03-02"):
        other = factories.submit(world.page)

    assert other.due_on == date(2026, 3, 10)
    assert fresh(received).due_on == date(2026, 3, 9)  # promised before: it stays


@pytest.mark.parametrize("code", STATES)
def test_a_state_that_promises_has_a_date_and_the_others_none(received, code):
    received.due_on = None
    assert (due_date(received, STATES[code]) is not None) == (STATES[code].clock in CLOCKS)


# The next step ----------------------------------------------------------------------------------


def test_the_next_step_is_planned_by_whoever_moves_requests(world, received):
    with on("2026-03-02"):
        with pytest.raises(operations.Forbidden):  # a promise runs: it is not theirs to change
            operations.plan(
                user=world.moderator, request=received, due_on=date(2026, 4, 1), version=1
            )
        _begin(world, received)
        request = fresh(received)
        operations.plan(
            user=world.organizer,
            request=request,
            due_on=date(2026, 4, 1),
            version=request.version,
        )
        assert fresh(received).due_on == date(2026, 4, 1)
        event = RequestEvent.objects.latest("pk")
        assert (event.action, event.data) == ("planned", {"due": "2026-04-01"})
        for wrong in (
            {"user": world.intake, "due_on": None},
            {"user": world.organizer, "due_on": date(2026, 3, 1)},
        ):
            with pytest.raises(operations.Forbidden):
                operations.plan(**wrong, request=fresh(received), version=request.version)
        operations.plan(
            user=world.organizer, request=fresh(received), due_on=None, version=request.version
        )
    assert fresh(received).due_on is None


def _begin(world, request):
    move(request, "review", world.moderator)
    move(request, "accept", world.moderator, reason="Oui")
    operations.take(user=world.moderator, request=request)
    move(request, "begin", world.moderator)


# What reports count -------------------------------------------------------------------------------


def test_the_first_contact_and_the_first_decision_are_kept(world, received):
    with on("2026-03-03"):
        request = move(received, "review", world.moderator)
        assert (request.first_contact_at, request.decided_at) == (None, None)
    with on("2026-03-04"):
        operations.reply(
            user=world.moderator, request=request, body="Bonjour", version=request.version
        )
    with on("2026-03-05"):
        move(received, "decline", world.moderator, reason="Non")
        move(received, "reopen", world.manager, reason="Si")
    with on("2026-03-06"):
        request = move(received, "accept", world.moderator, reason="Oui")

    assert request.first_contact_at.date() == date(2026, 3, 4)
    assert request.decided_at.date() == date(2026, 3, 5)


# The list of holidays ---------------------------------------------------------------------------


def test_holidays_are_proposed_once(world):
    operations.propose_holidays(user=world.manager, establishment=world.establishment, year=2027)
    day = Holiday.objects.get(date=date(2027, 6, 24))
    day.label = "La Saint-Jean"
    day.save()
    again = operations.propose_holidays(
        user=world.manager, establishment=world.establishment, year=2027
    )

    assert again == 0 and Holiday.objects.get(pk=day.pk).label == "La Saint-Jean"
    with pytest.raises(operations.Forbidden):
        operations.propose_holidays(
            user=world.moderator, establishment=world.establishment, year=2028
        )
