"""Files against a scanner that speaks ClamAV's protocol, over a real socket."""

import socket
import socketserver
import struct
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.utils import timezone

from coorg_forms.delivery import scanning
from coorg_forms.delivery.scanning import scan_due
from coorg_forms.models import Attachment
from tests import files
from tests.factories import submit


class Scanner(socketserver.ThreadingTCPServer):
    """Answers ``INSTREAM`` as clamd does: one stream, one verdict."""

    allow_reuse_address = daemon_threads = True
    sick = False


class Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        if self.server.sick:
            return
        assert self.rfile.readline() == b"nINSTREAM\n"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        found = files.EICAR in content
        self.wfile.write(b"stream: Eicar-Test-Signature FOUND\n" if found else b"stream: OK\n")


@pytest.fixture
def scanner(settings):
    with Scanner(("127.0.0.1", 0), Conversation) as server:
        settings.COORG_FORMS_CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        yield server
        server.shutdown()


@pytest.fixture
def keep(world, monkeypatch):
    """Keeps a file of a request; it waits for the scanner."""
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", InMemoryStorage())
    request = submit(world.page)

    def keep(content=files.PDF, **fields):
        kept = Attachment(
            request=request,
            question="plans",
            name="plan.pdf",
            size=len(content),
            content_type="application/pdf",
            **{"scan": "waiting", **fields},
        )
        kept.file.save("x", ContentFile(content), save=False)
        kept.save()
        return kept

    return keep


def fresh(kept):
    return Attachment.objects.get(pk=kept.pk)


def test_clean_and_infected(scanner, keep):
    clean, infected = keep(b"%PDF" * 1000), keep(b"%PDF" + files.EICAR)
    assert not clean.may_be_opened

    assert scan_due() == {"clean": 1, "infected": 1}
    assert fresh(clean).may_be_opened and fresh(clean).scanned_at
    assert fresh(infected).scan == "infected" and not fresh(infected).may_be_opened
    assert list(Attachment.objects.blocked()) == [infected]
    assert scan_due() == {}


def test_files_wait_once_somebody_stops_the_sender(scanner, keep):
    kept = keep()

    assert scan_due(until=lambda: True) == {}
    assert fresh(kept).scan == "waiting" and fresh(kept).scan_attempts == 0
    assert scan_due() == {"clean": 1}


@pytest.mark.parametrize("how", ["sick", "away"])
def test_a_scanner_that_does_not_answer_delays_and_loses_nothing(scanner, keep, settings, how):
    kept = keep()
    scanner.sick = True
    if how == "away":
        settings.COORG_FORMS_CLAMD_ADDRESS = "/nowhere/clamd.ctl"
    assert scan_due() == {"waiting": 1}

    held = fresh(kept)
    assert held.scan == "waiting" and held.scan_attempts == 1 and not held.may_be_opened
    assert list(Attachment.objects.blocked()) == [kept]
    assert scan_due() == {}  # not at once
    scanner.sick = False
    settings.COORG_FORMS_CLAMD_ADDRESS = f"127.0.0.1:{scanner.server_address[1]}"
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        assert scan_due() == {"clean": 1}


def test_a_scanner_that_hangs_is_left_in_time(keep, settings, monkeypatch):
    """It takes the call and never answers: the job goes on, and tries again later."""
    monkeypatch.setattr(scanning, "TIMEOUT", 0.2)
    kept = keep()
    with socket.create_server(("127.0.0.1", 0)) as mute:
        settings.COORG_FORMS_CLAMD_ADDRESS = f"127.0.0.1:{mute.getsockname()[1]}"
        began = time.monotonic()
        assert scan_due() == {"waiting": 1}

    assert time.monotonic() - began < 5
    assert fresh(kept).scan == "waiting"


@pytest.mark.parametrize("address", ["127.0.0.1:3310", "unix:/run/clamav/clamd.ctl"])
def test_every_call_of_the_scanner_has_a_time_out(settings, address):
    settings.COORG_FORMS_CLAMD_ADDRESS = address
    assert 0 < scanning.client().timeout <= 120


def test_a_file_that_is_gone_does_not_stop_the_others(scanner, keep):
    gone, there = keep(), keep()
    gone.file.storage.delete(gone.file.name)

    assert scan_due() == {"waiting": 1, "clean": 1}
    assert fresh(there).scan == "clean"


def test_without_a_scanner_nothing_waits(keep, settings):
    kept = keep(scan="unscanned")

    assert scan_due() == {} and kept.may_be_opened
