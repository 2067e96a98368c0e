"""Files pass through in pieces, whatever keeps them: received, scanned, sent (case 57)."""

import io
import socketserver
import struct
import threading
from itertools import count

import pytest
from django.core.files.base import File
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.test import Client
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.delivery.scanning import scan_due
from coorg_forms.models import Attachment, SupportRequest
from tests import factories, files
from tests.factories import block

SIZE = 4 * 2**20
PIECE = 2**20


class Tape(io.RawIOBase):
    """``SIZE`` bytes that were never all in memory, and must not be."""

    def __init__(self):
        self.at = 0

    def seek(self, offset, whence=io.SEEK_SET):
        self.at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: SIZE}[whence]
        return self.at

    def tell(self):
        return self.at

    def seekable(self):
        return True

    def readable(self):
        return True

    def read(self, size=-1):
        assert 0 <= size <= PIECE, "the whole file was asked for at once"
        piece = files.PDF[self.at : self.at + size] if self.at < len(files.PDF) else b""
        piece += b"x" * (min(size, SIZE - self.at) - len(piece))
        self.at += len(piece)
        return piece


class Far(Storage):
    """Keeps files somewhere else: they have no path on this machine, nor a public address."""

    def __init__(self):
        self.kept, self.numbers = {}, count()

    def _open(self, name, mode="rb"):
        if name not in self.kept:
            raise FileNotFoundError(name)
        return File(Tape(), name)

    def _save(self, name, content):
        self.kept[name] = sum(len(piece) for piece in content.chunks())
        return name

    def exists(self, name):
        return name in self.kept

    def delete(self, name):
        self.kept.pop(name, None)

    def size(self, name):
        return self.kept[name]


@pytest.fixture
def far(monkeypatch):
    storage = Far()
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", storage)
    return storage


@pytest.fixture
def request_with_file(world, far) -> SupportRequest:
    """A request whose file was received by the operations."""
    plans = block("file", key="plans", label="Plans", required=False, max_mb=10)
    page = world.form([*factories.usual_questions(), plans])
    version = page.current_version()
    draft = operations.save_draft(page=page, version=version, raw={})
    upload = UploadedFile(Tape(), "plan.pdf", "application/pdf", SIZE)
    question = version.parsed.by_key["plans"]
    operations.attach(draft=draft, question=question, upload=upload)
    answers = factories.answers(plans=operations.answers_of(draft, question))
    return factories.submit(page, answers, draft=draft)


def size_of(response) -> int:
    assert response.status_code == 200 and response.streaming
    return sum(len(piece) for piece in response.streaming_content)


def test_a_file_comes_and_goes_in_pieces_on_any_storage(world, far, request_with_file):
    kept = request_with_file.files.get()
    assert far.kept == {kept.file.name: SIZE}
    with pytest.raises(NotImplementedError):
        kept.file.path  # noqa: B018

    client = Client()
    client.force_login(world.organizer)
    address = reverse("coorg_requests:file", args=[request_with_file.reference, kept.public_id])
    assert size_of(client.get(address)) == SIZE


def test_the_requester_gets_theirs_in_pieces_too(world, client, far, request_with_file):
    able = {"user": world.manager, "request": request_with_file}
    upload = UploadedFile(Tape(), "lettre.pdf", "application/pdf", SIZE)
    [sent], _said = operations.keep_files(**able, use="reply", uploads=[upload])
    operations.reply(**able, body="Voici", version=1, files=[sent])

    address = reverse("coorg_forms:file", args=[request_with_file.token, sent.public_id])
    assert size_of(client.get(address)) == SIZE


class Counts(socketserver.StreamRequestHandler):
    """As clamd, without keeping anything."""

    def handle(self):
        self.rfile.readline()
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            self.server.received += len(self.rfile.read(size))
        self.wfile.write(b"stream: OK\n")


def test_the_scanner_is_fed_in_pieces(settings, far, request_with_file):
    Attachment.objects.update(scan="waiting")
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Counts) as server:
        server.received = 0
        settings.COORG_FORMS_CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        assert scan_due() == {"clean": 1}
        server.shutdown()
    assert server.received == SIZE


def test_it_goes_with_the_request_once_that_is_committed(
    far, request_with_file, django_capture_on_commit_callbacks
):
    [kept] = far.kept
    with django_capture_on_commit_callbacks() as callbacks:
        request_with_file.files.all().delete()
    assert list(far.kept) == [kept]
    for callback in callbacks:
        callback()
    assert far.kept == {}
