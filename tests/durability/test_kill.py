"""The server is killed again and again while people send: whatever was acknowledged is there."""

import os
import random
import time
from threading import Event, Thread

import pytest
from django.utils import timezone

from coorg_forms.models import ReferenceCounter, SupportRequest
from tests.durability.server import CUT, PATIENCE, Person

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

#: Thirty with HYPOTHESIS_PROFILE=thorough.
KILLS = 30 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 8
SENDERS = 4


class Sender(Thread):
    """Sends one form after the other until told to stop; remembers what was acknowledged."""

    def __init__(self, server, address):
        super().__init__(daemon=True)
        self.server, self.address, self.enough = server, address, Event()
        self.acknowledged, self.refused, self.cut = [], [], 0

    def run(self):
        while not self.enough.is_set():
            try:
                self._send()
            except CUT:
                self.cut += 1
                time.sleep(0.02)

    def _send(self):
        person = Person(self.server, self.address)
        status, location, text = person.send()
        if status == 303:
            self.acknowledged.append(location)
        else:
            self.refused.append((status, text[:300]))


def test_nothing_acknowledged_is_lost(server, page):
    rng = random.Random(2026)
    senders = [Sender(server, page.url) for _number in range(SENDERS)]
    for sender in senders:
        sender.start()
    for _kill in range(KILLS):
        wait_for_one_more(senders)
        time.sleep(rng.uniform(0, 0.15))
        server.kill()
        server.start()
    for sender in senders:
        sender.enough.set()
    for sender in senders:
        sender.join(timeout=60)
        assert not sender.is_alive()

    acknowledged = [location for sender in senders for location in sender.acknowledged]
    assert sum(sender.cut for sender in senders) >= KILLS
    assert len(acknowledged) >= KILLS
    assert not [text for sender in senders for text in sender.refused]
    assert_whole()
    person = Person(server, page.url)
    for location in acknowledged:
        reference = person.reference(location)
        assert SupportRequest.objects.get(reference=reference).token in location


def wait_for_one_more(senders):
    """Until the server that was just started has acknowledged something."""
    before, until = count(senders), time.monotonic() + PATIENCE
    while count(senders) == before and time.monotonic() < until:
        time.sleep(0.005)


def count(senders) -> int:
    return sum(len(sender.acknowledged) for sender in senders)


def assert_whole():
    """Every stored request has its contact, its event and its mail; no number is missing."""
    requests = SupportRequest.objects.order_by("pk")
    for request in requests.select_related("contact").prefetch_related("events", "outbox"):
        assert request.contact.email == "eloise@example.org"
        assert [event.action for event in request.events.all()] == ["received"]
        kinds = [message.kind for message in request.outbox.all()]
        assert kinds.count("acknowledgement") == 1
        assert request.territories.count() == 1
    year, count = timezone.localdate().year, requests.count()
    assert sorted(request.reference for request in requests) == [
        f"OC-{year}-{number:05}" for number in range(1, count + 1)
    ]
    assert ReferenceCounter.objects.get().last == count
