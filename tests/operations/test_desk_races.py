"""Two colleagues at once on the desk, and the sender between them: each thing happens once."""

import threading
from collections import Counter

import pytest
from django.core import mail as django_mail

from coorg_forms import operations
from coorg_forms.delivery.sending import deliver_due
from coorg_forms.models import Message, OutboxMessage, SupportRequest
from tests.factories import submit
from tests.operations.test_concurrency import together

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 12


def fresh(request):
    return SupportRequest.objects.get(pk=request.pk)


def test_undo_or_sent_never_both(world, settings):
    """The time to undo ends while somebody presses the key: one of the two wins."""
    settings.COORG_FORMS_UNDO_SECONDS = 60
    seen = Counter()
    for number in range(ROUNDS):
        request = submit(world.page)
        OutboxMessage.objects.update(status="sent", attempts=1)
        operations.reply(user=world.moderator, request=request, body="Bonjour", version=1)
        event = operations.last_act(user=world.moderator, request=request)
        event.mails.update(next_attempt_at=event.at)  # its time has come, by the sender's clock
        django_mail.outbox = []
        now = fresh(request)

        def undo(now=now, event=event):
            return operations.undo(user=world.moderator, request=now, event=event)

        jobs = (undo, deliver_due) if number % 2 else (deliver_due, undo)
        results = together(*jobs)

        mail, message = event.mails.get(), Message.objects.get(request=request)
        undone = request.events.filter(action="undone").exists()
        kinds = {type(result).__name__ for result in results} - {"dict", "Message", "Forbidden"}
        assert not kinds, results
        assert mail.status == ("cancelled" if undone else "sent")
        assert bool(message.withdrawn_at) == undone
        assert len(django_mail.outbox) == (0 if undone else 1)
        seen[mail.status] += 1
    assert sum(seen.values()) == ROUNDS


def test_two_undo_at_once_undo_once(world):
    request = submit(world.page)
    operations.take(user=world.organizer, request=request)
    event = operations.last_act(user=world.organizer, request=request)

    results = together(
        *[
            lambda: operations.undo(user=world.organizer, request=fresh(request), event=event)
            for _number in range(8)
        ]
    )

    assert request.events.filter(action="undone").count() == 1
    assert fresh(request).assignee is None and fresh(request).version == 3
    assert sum(isinstance(result, operations.Forbidden | operations.StaleRequest)
               for result in results) == 7  # fmt: skip


def test_undo_against_a_colleague(world):
    """Whoever is second is told; nothing of the first is lost."""
    for _number in range(ROUNDS // 2):
        request = submit(world.page)
        operations.take(user=world.organizer, request=request)
        event = operations.last_act(user=world.organizer, request=request)
        now = [fresh(request), fresh(request)]

        results = together(
            lambda now=now, event=event: operations.undo(
                user=world.organizer, request=now[0], event=event
            ),
            lambda now=now: operations.move(
                user=world.moderator, request=now[1], move="review", version=2
            ),
        )

        lost = [result for result in results if isinstance(result, Exception)]
        assert len(lost) == 1 and isinstance(lost[0], operations.StaleRequest), results
        assert fresh(request).version == 3
        assert request.events.filter(version=3).count() == 1


def test_many_at_once_against_a_move(world):
    """A bulk act meets a single one: each request is moved by one of them, with one event."""
    requests = [submit(world.page) for _number in range(8)]
    begun = threading.Event()

    def bulk():
        begun.set()
        items = [(fresh(one), 1) for one in requests]
        return operations.each(
            items,
            lambda one, version: operations.move(
                user=world.moderator, request=one, move="review", version=version
            ),
        )

    def one_by_one():
        begun.wait(30)
        refused = []
        for one in reversed(requests):
            try:
                operations.move(user=world.organizer, request=fresh(one), move="review", version=1)
            except operations.StaleRequest:
                refused.append(one.pk)
        return refused

    done, refused = together(bulk, one_by_one)

    assert [len(one.events.filter(action="moved")) for one in requests] == [1] * len(requests)
    assert sum(not result.why for result in done) == len(refused)


def test_notes_never_conflict(world):
    request = submit(world.page)

    results = together(
        *[
            lambda number=number: operations.note(
                user=world.organizer, request=fresh(request), body=f"Note {number}"
            )
            for number in range(10)
        ],
        lambda: operations.move(
            user=world.moderator, request=fresh(request), move="review", version=1
        ),
    )

    assert not [result for result in results if isinstance(result, Exception)]
    assert request.messages.count() == 10 and fresh(request).state == "review"
