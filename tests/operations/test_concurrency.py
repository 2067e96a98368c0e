"""Real threads on the database in use: SQLite in a file, or PostgreSQL."""

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import close_old_connections, connection, connections
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.delivery.sending import deliver_due
from coorg_forms.models import OutboxMessage, ReferenceCounter, SupportRequest
from tests.factories import answers, submission, submit

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MANY = 50


def together(*jobs):
    """Run ``jobs`` at one moment, each in a thread. Returns results or exceptions."""
    start = threading.Barrier(len(jobs))

    def run(job):
        close_old_connections()
        try:
            start.wait(30)
            return job()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def test_the_database_is_as_in_use():
    if connection.vendor == "sqlite":
        assert "memory" not in str(connection.settings_dict["NAME"])
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)


def test_many_requests_at_once(world):
    sent = [submission(world.page, answers(title=f"Projet {n}")) for n in range(MANY)]

    results = together(*[lambda one=one: operations.receive(one) for one in sent])

    assert [result for result in results if isinstance(result, Exception)] == []
    numbers = sorted(int(stored.reference.rpartition("-")[2]) for stored in results)
    assert numbers == list(range(1, MANY + 1))
    assert ReferenceCounter.objects.get().last == SupportRequest.objects.count() == MANY
    assert OutboxMessage.objects.filter(kind="acknowledgement").count() == MANY


def test_one_request_sent_many_times_at_once(world):
    form = uuid.uuid4()
    sent = [submission(world.page, answers(), submission_id=form) for _number in range(MANY)]

    results = together(*[lambda one=one: operations.receive(one) for one in sent])

    assert {getattr(stored, "reference", stored) for stored in results} == {
        SupportRequest.objects.get().reference
    }
    assert ReferenceCounter.objects.get().last == 1
    assert OutboxMessage.objects.count() == 1


def test_many_take_at_once(world):
    request = submit(world.page)
    people = [world.person("organizer") for _number in range(MANY)]

    results = together(
        *[lambda person=p: operations.take(user=person, request=request) for p in people]
    )

    kinds = Counter(type(result).__name__ for result in results)
    assert kinds == {"SupportRequest": 1, "AlreadyTaken": MANY - 1}
    taken = SupportRequest.objects.get()
    assert taken.version == 2 and taken.assignee in people
    assert taken.events.filter(action="taken").count() == 1


def test_many_move_at_once(world):
    request = submit(world.page)
    person = world.moderator

    def move():
        loaded = SupportRequest.objects.get(pk=request.pk)
        return operations.move(user=person, request=loaded, move="review", version=1)

    results = together(*[move] * 10)

    kinds = Counter(type(result).__name__ for result in results)
    assert kinds == {"SupportRequest": 1, "StaleRequest": 9}
    assert request.events.filter(action="moved").count() == 1


def test_several_senders(world):
    request = submit(world.page)
    OutboxMessage.objects.all().delete()
    OutboxMessage.objects.bulk_create(
        OutboxMessage(
            request=request,
            kind="update",
            mailbox=f"m{number}@example.org",
            language="fr",
            message_id=f"<{number}@example.org>",
            next_attempt_at=timezone.now(),
        )
        for number in range(200)
    )
    django_mail.outbox = []

    results = together(*[lambda: deliver_due(limit=300)] * 8)

    assert [result for result in results if isinstance(result, Exception)] == []
    sent = Counter(one.to[0] for one in django_mail.outbox)
    assert len(sent) == 200 and set(sent.values()) == {1}
    assert sum(result.get("sent", 0) for result in results) == 200
    assert set(OutboxMessage.objects.values_list("status", "attempts")) == {("sent", 1)}


def test_two_publications_at_once_take_one_number(world):
    world.page.title = "Autre titre"

    results = together(*[lambda: operations.record_version(page=world.page)] * 2)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert results[0].pk == results[1].pk
    assert results[0].number == 2


def test_reminders_sent_by_many_at_once(world):
    submit(world.page)
    people = [world.organizer, world.moderator]

    with time_machine.travel("2026-11-24 12:00-05:00"):  # a working day
        results = together(*[operations.remind for _number in range(8)])

    assert [one for one in results if isinstance(one, Exception)] == []
    digests = OutboxMessage.objects.filter(kind="digest")
    assert sorted(digests.values_list("user", flat=True)) == sorted(one.pk for one in people)
    assert sum(results) == len(people)
