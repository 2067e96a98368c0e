"""Staff at work at one moment in real processes on PostgreSQL: each thing happens once."""

import os
from collections import Counter

import pytest

from coorg_forms.models import SupportRequest
from tests import factories
from tests.operations import colleagues
from tests.operations.colleagues import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

PEOPLE = 8
ROUNDS = 2


@pytest.fixture
def staff(world):
    return [world.person("organizer") for _number in range(PEOPLE)]


def said(results) -> Counter:
    """What each process said; each was another one, and none was this one."""
    assert len({result.process for result in results} - {os.getpid()}) == len(results)
    return Counter(result.said for result in results)


def actions(request) -> Counter:
    return Counter(request.events.values_list("action", flat=True))


def test_eight_take_one_request(world, staff):
    for _round in range(ROUNDS):
        request = factories.submit(world.page)

        results = at_once(*[(colleagues.take, person, [request]) for person in staff])

        assert said(results) == {"done": 1, "AlreadyTaken": PEOPLE - 1}
        taken = SupportRequest.objects.get(pk=request.pk)
        assert taken.version == 2 and taken.assignee in staff
        assert actions(request) == {"received": 1, "taken": 1}


def test_eight_move_one_request(world, staff):
    for _round in range(ROUNDS):
        request = factories.submit(world.page)

        results = at_once(*[(colleagues.move, person, [request]) for person in staff])

        assert said(results) == {"done": 1, "StaleRequest": PEOPLE - 1}
        moved = SupportRequest.objects.get(pk=request.pk)
        assert (moved.state, moved.version) == ("review", 2)
        assert actions(request) == {"received": 1, "moved": 1}
        assert request.outbox.filter(kind="update").count() <= 1


def test_notes_meet_a_move_and_nobody_is_turned_away(world, staff):
    request = factories.submit(world.page)
    notes = [(colleagues.note, one, [request], f"Note {n}") for n, one in enumerate(staff)]

    results = at_once(*notes, (colleagues.move, world.moderator, [request]))

    assert said(results) == {"done": PEOPLE + 1}
    written = request.messages.values_list("body", flat=True)
    assert sorted(written) == [f"Note {n}" for n in range(PEOPLE)]
    assert SupportRequest.objects.get(pk=request.pk).state == "review"
    assert actions(request)["moved"] == 1


def test_many_at_once_meet_those_who_move_one_by_one(world, staff):
    """Whatever two acts on several and two colleagues do: each request is moved by one of them."""
    requests = [factories.submit(world.page) for _number in range(12)]
    backwards = requests[::-1]

    results = at_once(
        (colleagues.move_all, staff[0], requests),
        (colleagues.move_all, staff[1], backwards),
        (colleagues.move_one_by_one, staff[2], requests),
        (colleagues.move_one_by_one, staff[3], backwards),
    )

    assert said(results) == {"done": 4}
    left = Counter(reference for result in results for reference in result.left)
    assert left == {request.reference: 3 for request in requests}
    for request in requests:
        assert actions(request) == {"received": 1, "moved": 1}
    assert set(SupportRequest.objects.values_list("state", "version")) == {("review", 2)}
