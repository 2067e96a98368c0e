"""The outbox against a real mail server."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from coorg_forms.delivery import mail, outbox, sending, tasks
from coorg_forms.delivery.sending import BACK_OFF, deliver_due
from coorg_forms.management.stopping import Stop
from coorg_forms.models import Contact, Membership, OutboxMessage
from tests import factories
from tests.factories import answers, submit

PERSONAL = ["Nguyen", "5550123", "jardin", "École", "œuvre", "cabanon", "eloise@"]


@pytest.fixture
def received(world):
    return submit(world.page)


@pytest.fixture
def message(received) -> OutboxMessage:
    return received.outbox.get(kind="acknowledgement")


def fresh(message):
    return OutboxMessage.objects.get(pk=message.pk)


def due_now(message, **fields):
    OutboxMessage.objects.filter(pk=message.pk).update(next_attempt_at=timezone.now(), **fields)


# The mails ----------------------------------------------------------------------------------


def test_acknowledgement_in_french(smtp, received, message):
    assert deliver_due() == {"sent": 1}

    (sent,) = smtp.mails
    assert smtp.recipients == [["eloise@example.org"]]
    assert sent["Subject"] == f"Votre demande {received.reference} est bien reçue"
    body = sent.get_content()
    assert body.startswith("Bonjour Éloïse,")
    assert f"/demande/{received.token}/" in body
    assert "819\u00a0966-6484, poste\u00a06" in body
    assert sent["Message-ID"].strip() == message.message_id
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["Reply-To"] == "o'boite@example.org"
    assert str(sent["From"]).startswith('"CISSS – Outaouais"') or "CISSS" in str(sent["From"])
    assert not [word for word in PERSONAL if word in body + sent["Subject"]]
    done = fresh(message)
    assert (done.status, done.attempts, done.last_error) == ("sent", 1, "")
    assert done.sent_at and done.leased_until is None


def test_acknowledgement_in_english(smtp, world):
    english = factories.translate(
        world.page,
        {
            "Votre demande [numéro] est bien reçue": "We have received your request [number]",
            "Bonjour [prénom],": "Hello [first name],",
        },
    )
    stored = submit(english)
    deliver_due()

    (sent,) = smtp.mails
    assert sent["Subject"] == f"We have received your request {stored.reference}"
    assert "ext.\u00a06" in sent.get_content()
    assert not [word for word in PERSONAL if word in sent.get_content()]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_acknowledgement_without_texts_of_the_form(smtp, world, language):
    page = world.form(
        factories.usual_questions(), acknowledgement_subject="", acknowledgement_body=""
    )
    stored = submit(page)
    stored.outbox.update(language=language)
    deliver_due()

    (sent,) = smtp.mails
    assert stored.reference in sent["Subject"]
    assert stored.token in sent.get_content()
    assert not [word for word in PERSONAL if word in sent.get_content()]


def test_the_same_mail_has_the_same_id(received, message):
    number = received.outbox.count()

    assert mail.message_id(received, "acknowledgement", number) == message.message_id
    assert message.message_id.endswith("@example.ca>")


@pytest.mark.parametrize(
    "sender, domain",
    [("a@b.ca", "b.ca"), ("CISSS <a@b.ca>", "b.ca")],
)
def test_the_sender_may_have_a_name(smtp, settings, received, message, sender, domain):
    settings.COORG_FORMS_MAIL_FROM = sender

    assert mail.message_id(received, "update", 1).endswith(f"@{domain}>")
    deliver_due()
    assert str(smtp.mails[0]["From"]).count("<") == 1


def test_an_apostrophe_arrives_unchanged(smtp, world):
    submit(world.page, answers(email="o'b@example.org"))
    deliver_due()

    assert smtp.recipients == [["o'b@example.org"]]
    assert smtp.mails[0]["To"] == "o'b@example.org"


def test_without_an_address_to_reply_to(smtp, world):
    point = factories.contact_point(world.establishment, email="")
    submit(world.form(factories.usual_questions(), contact=point))
    submit(world.form(factories.usual_questions(), contact=None))
    deliver_due()

    assert [sent["Reply-To"] for sent in smtp.mails] == [None, None]


@pytest.mark.parametrize("where", ["name", "subject", "template"])
def test_no_header_can_be_injected(smtp, world, where):
    evil = "Zoé\r\nBcc: victime@example.org"
    fields = {"acknowledgement_subject": "[numéro]\r\nBcc: x@example.org"}
    page = world.form(factories.usual_questions(), **(fields if where == "subject" else {}))
    given = {"given": evil if where == "name" else "{{ support_request.contact.email }}{% now %}"}
    submit(page, answers(contact_name=given))
    deliver_due()

    (sent,) = smtp.mails
    assert sent["Bcc"] is None
    assert smtp.recipients == [["eloise@example.org"]]
    if where == "template":
        assert "{{ support_request.contact.email }}" in sent.get_content()


def test_notice_to_a_colleague(smtp, world):
    person = world.organizer
    stored = submit(world.page, answers(email=None))
    assert deliver_due() == {"sent": 1}

    (sent,) = smtp.mails
    assert smtp.recipients == [[person.email]]
    assert stored.reference in sent["Subject"]
    assert reverse("coorg_requests:detail", args=[stored.reference]) in sent.get_content()
    assert not [word for word in PERSONAL if word in sent.get_content() + sent["Subject"]]


def test_delays_are_promised_after_the_form_was_deleted(smtp, world):
    page = world.form(
        factories.usual_questions(),
        acknowledgement_body="D’ici [jours pour lire], puis [jours pour répondre] jours",
    )
    submit(page)
    page.delete()
    deliver_due()

    (sent,) = smtp.mails
    assert sent.get_content().strip() == "D’ici 5, puis 20 jours"


# Failures -----------------------------------------------------------------------------------


def test_mail_server_down_then_up(smtp, settings, message):
    up = settings.EMAIL_PORT
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = closed.getsockname()[1]
        before = timezone.now()
        assert deliver_due() == {"pending": 1}

    tried = fresh(message)
    assert (tried.status, tried.attempts, tried.leased_until) == ("pending", 1, None)
    assert tried.last_error == "ConnectionRefusedError"
    wait = (tried.next_attempt_at - before).total_seconds()
    assert BACK_OFF[0] * 0.9 <= wait <= BACK_OFF[0] * 1.1 + 5
    assert tried in OutboxMessage.objects.undelivered()
    assert deliver_due() == {}

    settings.EMAIL_PORT = up
    due_now(message)
    assert deliver_due() == {"sent": 1}
    assert deliver_due() == {}
    assert len(smtp.mails) == 1
    assert not OutboxMessage.objects.undelivered()


@pytest.mark.parametrize("attempts", range(1, 8))
def test_back_off_grows(smtp, message, attempts):
    smtp.refuse_data = "451 later"
    due_now(message, attempts=attempts - 1)
    before = timezone.now()
    deliver_due()

    wait = (fresh(message).next_attempt_at - before).total_seconds()
    assert BACK_OFF[attempts - 1] * 0.9 <= wait <= BACK_OFF[attempts - 1] * 1.1 + 5


@pytest.mark.parametrize("stage", ["refuse_recipient", "refuse_data"])
def test_refused_for_good(smtp, message, stage, caplog):
    setattr(smtp, stage, "550 no such user eloise@example.org")
    with caplog.at_level(logging.DEBUG):
        assert deliver_due() == {"failed": 1}

    failed = fresh(message)
    assert failed.status == "failed" and "550" in failed.last_error
    assert failed in OutboxMessage.objects.undelivered()
    ours = "".join(r.getMessage() for r in caplog.records if r.name.startswith("coorg_forms"))
    assert "SMTP" in ours
    assert not [word for word in PERSONAL if word in failed.last_error + ours]


@pytest.mark.parametrize("stage", ["refuse_recipient", "refuse_data"])
def test_refused_for_now(smtp, message, stage):
    setattr(smtp, stage, "451 greylisted")
    assert deliver_due() == {"pending": 1}
    assert "451" in fresh(message).last_error

    setattr(smtp, stage, "")
    due_now(message)
    assert deliver_due() == {"sent": 1}


def test_attempts_come_to_an_end(smtp, settings, message):
    settings.COORG_FORMS_MAIL_ATTEMPTS = 3
    smtp.refuse_data = "451 later"
    results = []
    for _number in range(3):
        results.append(deliver_due())
        due_now(message)

    assert results == [{"pending": 1}, {"pending": 1}, {"failed": 1}]
    assert deliver_due() == {}


def test_a_mail_that_cannot_be_made_stops_no_other(smtp, world, monkeypatch):
    first, second = submit(world.page), submit(world.page)
    compose = mail.compose

    def fail_once(message):
        if message.request_id == first.pk:
            raise RuntimeError(f"Éloïse {message.recipient}")
        return compose(message)

    monkeypatch.setattr(mail, "compose", fail_once)
    assert deliver_due() == {"pending": 1, "sent": 1}

    assert first.outbox.get().last_error == "RuntimeError"
    assert second.outbox.get().status == "sent"


# Cancelled ----------------------------------------------------------------------------------


def test_nothing_is_sent_once_the_contact_is_erased(smtp, received, message):
    Contact.objects.filter(request=received).update(email="")

    assert deliver_due() == {"cancelled": 1}
    assert smtp.mails == [] and fresh(message).status == "cancelled"


@pytest.mark.parametrize("why", ["left", "inactive"])
def test_a_colleague_who_lost_access_is_not_told(smtp, world, why):
    person = world.organizer
    stored = submit(world.page, answers(email=None))
    if why == "left":
        Membership.objects.all().delete()
    else:
        person.is_active = False
        person.save()

    assert deliver_due() == {"cancelled": 1}
    assert stored.outbox.get().status == "cancelled" and smtp.mails == []


# Leases -------------------------------------------------------------------------------------


def test_a_second_sender_takes_nothing(message):
    assert sending._lease_one() == message
    assert sending._lease_one() is None


def test_a_dead_sender_is_taken_over(smtp, settings, message):
    dead = sending._lease_one()
    assert (dead.attempts, dead.status) == (1, "leased")
    soon = timezone.now() + timedelta(seconds=settings_lease() - 5)
    with time_machine.travel(soon):
        assert deliver_due() == {}

    with time_machine.travel(timezone.now() + timedelta(seconds=settings_lease() + 5)):
        assert deliver_due() == {"sent": 1}
    assert fresh(message).attempts == 2
    assert smtp.mails[0]["Message-ID"].strip() == message.message_id


def settings_lease():
    from coorg_forms.conf import settings

    return settings.MAIL_LEASE_SECONDS


def test_a_late_sender_does_not_overwrite(message):
    slow = sending._lease_one()
    OutboxMessage.objects.filter(pk=message.pk).update(
        leased_until=timezone.now() - timedelta(1)
    )  # fmt: skip
    quick = sending._lease_one()
    sending._finish(quick, status="sent", sent_at=timezone.now())

    sending._finish(slow, status="pending", last_error="late")

    assert (fresh(message).status, fresh(message).last_error) == ("sent", "")


def test_older_ones_go_first(world):
    first, second = submit(world.page), submit(world.page)
    due_now(first.outbox.get())

    assert sending._lease_one().request == second


def test_limit(smtp, world):
    for _number in range(3):
        submit(world.page)

    assert deliver_due(limit=2) == {"sent": 2}


# Waking -------------------------------------------------------------------------------------


def test_the_immediate_backend_sends_nothing_in_the_request(
    world, monkeypatch, django_capture_on_commit_callbacks
):
    called = []
    monkeypatch.setattr(sending, "deliver_due", lambda **kwargs: called.append(1))

    with django_capture_on_commit_callbacks(execute=True):
        submit(world.page)

    assert called == []


@pytest.fixture
def dummy_tasks(settings):
    from django_tasks import task_backends

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return task_backends["default"]


def test_a_worker_is_woken_after_the_commit(world, dummy_tasks, django_capture_on_commit_callbacks):
    page = world.page
    dummy_tasks.clear()
    with django_capture_on_commit_callbacks(execute=True):
        submit(page)
        assert not [
            r for r in dummy_tasks.results if r.task.module_path == tasks.deliver.module_path
        ]

    assert [r for r in dummy_tasks.results if r.task.module_path == tasks.deliver.module_path]


def test_a_queue_that_is_down_fails_no_request(
    world, monkeypatch, django_capture_on_commit_callbacks
):
    from coorg_forms import signals

    heard = []
    listen = lambda request, **kwargs: heard.append(request)  # noqa: E731

    def fail():
        raise ConnectionError("no queue")

    monkeypatch.setattr(tasks, "wake", fail)
    signals.request_received.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            stored = submit(world.page)
    finally:
        signals.request_received.disconnect(listen)

    assert heard == [stored]


def test_the_task_delivers(smtp, message):
    tasks.deliver.func()

    assert len(smtp.mails) == 1


def test_make_due_counts(received, message):
    OutboxMessage.objects.update(status="failed", attempts=8)

    assert outbox.make_due(received.outbox.undelivered()) == 1


# The command --------------------------------------------------------------------------------


def test_command_once(smtp, message, capsys):
    call_command("coorg_deliver")

    assert capsys.readouterr().out.strip() == "1 sent"
    assert len(smtp.mails) == 1
    call_command("coorg_deliver")
    assert capsys.readouterr().out == ""


@pytest.fixture
def in_a_loop(monkeypatch):
    """Runs the command with ``--loop`` on the connection of the test."""
    from coorg_forms.management.commands import coorg_deliver

    monkeypatch.setattr(coorg_deliver, "close_old_connections", lambda: None)
    return lambda: call_command("coorg_deliver", "--loop")


def test_command_survives_a_database_that_is_away(monkeypatch, capsys, in_a_loop):
    from django.db import OperationalError

    def fail(until):
        raise OperationalError("gone")

    monkeypatch.setattr(sending, "deliver_due", fail)
    monkeypatch.setattr(Stop, "wait", lambda stop, seconds: stop.ask())
    in_a_loop()

    shown = capsys.readouterr()
    assert "OperationalError" in shown.err and "stopped" in shown.out


@pytest.mark.parametrize("number", (signal.SIGINT, signal.SIGTERM))
def test_a_signal_lets_the_mail_in_hand_be_recorded(
    smtp, world, capsys, monkeypatch, in_a_loop, number
):
    submit(world.page)
    submit(world.page)
    send = mail.send

    def send_and_be_stopped(message):
        sent = send(message)
        signal.raise_signal(number)
        return sent

    before = signal.getsignal(number)
    monkeypatch.setattr(mail, "send", send_and_be_stopped)
    in_a_loop()

    assert len(smtp.mails) == 1
    statuses = OutboxMessage.objects.values_list("status", flat=True)
    assert sorted(statuses) == ["pending", "sent"]
    assert capsys.readouterr().out == "1 sent\nstopped\n"
    assert signal.getsignal(number) == before


def test_the_second_signal_ends_at_once():
    stop = Stop()
    stop.ask(signal.SIGINT, None)
    with pytest.raises(KeyboardInterrupt):
        stop.ask(signal.SIGINT, None)


def test_waiting_ends_when_asked_to_stop(monkeypatch):
    stop = Stop()
    monkeypatch.setattr("coorg_forms.management.stopping.time.sleep", lambda seconds: stop.ask())

    stop.wait(3600)

    assert stop.is_asked()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_command_in_a_loop_as_a_process_of_its_own(smtp, world):
    from django.db import connection

    root = Path(__file__).parents[2]
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        base, _slash, _old = os.environ["DATABASE_URL"].rpartition("/")
        url = f"{base}/{name}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "example_site.settings",
        "DATABASE_URL": url,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp.port),
        "PYTHONPATH": str(root),
        "PYTHONUNBUFFERED": "1",
    }
    process = subprocess.Popen(
        [sys.executable, str(root / "manage.py"), "coorg_deliver", "--loop", "--every", "0.2"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for expected in (1, 2):
            submit(world.page)
            deadline = time.monotonic() + 60
            while len(smtp.mails) < expected and time.monotonic() < deadline:
                assert process.poll() is None, process.stdout.read()
                time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        output, _nothing = process.communicate(timeout=30)
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()

    assert len(smtp.mails) == 2
    assert process.returncode == 0 and "stopped" in output
    assert set(OutboxMessage.objects.values_list("status", flat=True)) == {"sent"}


def test_a_sender_is_woken_once_for_all_the_mails_of_a_commit(
    world, django_capture_on_commit_callbacks
):
    world.person("organizer"), world.person("moderator")
    with django_capture_on_commit_callbacks() as callbacks:
        request = factories.submit(world.page)
        with transaction.atomic():
            outbox.post_to_requester(request, kind="update")
    assert request.outbox.count() >= 3
    assert callbacks.count(tasks.wake) == 1
