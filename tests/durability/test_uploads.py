"""A file of two gigabytes: a real server tells it, keeps what was typed, and fills nothing."""

import os
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests import factories, files
from tests.durability.server import Line, Person

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

GIGABYTE = 1024**3
CHUNK = b"x" * 2**20
BOUNDARY = "coorgboundary"


@pytest.fixture
def page(world):
    return world.form(
        [
            factories.block("text", key="org", label="Nom"),
            factories.block("file", key="plans", label="Plans", required=False, max_mb=1),
        ]
    )


def part(name, value, more=b"") -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
    return f"{head}{more.decode()}\r\n\r\n{value}\r\n".encode()


def memory(server) -> int:
    """Bytes that the largest of the server's processes ever held."""
    group = server.process.pid
    peaks = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if os.getpgid(int(status.parent.name)) == group:
                told = dict(line.split(":", 1) for line in status.read_text().splitlines())
                peaks.append(int(told.get("VmHWM", "0").split()[0]) * 1024)
        except (OSError, ValueError):
            continue
    return max(peaks)


def post(server, person, size, really) -> HTTPConnection:
    """A post that declares a file of ``size`` bytes and sends ``really`` of them."""
    typed = b"".join(part(name, value) for name, value in {**person.hidden, "org": "A"}.items())
    name = b'; filename="film.pdf"\r\nContent-Type: application/pdf'
    head = typed + part("form-file-plans", "", name)[:-2] + files.PDF
    tail = f"\r\n--{BOUNDARY}--\r\n".encode()
    http = Line(server.address)
    http.putrequest("POST", person.address)
    http.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    http.putheader("Content-Length", str(len(head) + size + len(tail)))
    http.putheader("Cookie", person.cookie)
    http.endheaders(head)
    for _number in range(really // len(CHUNK)):
        http.send(CHUNK)
    if really == size:
        http.send(tail)
    return http


def test_two_gigabytes_are_let_go_as_they_come(server, page):
    person = Person(server, page.url)
    before = memory(server)
    http = post(server, person, 2 * GIGABYTE, 2 * GIGABYTE)
    answer = http.getresponse()
    text = answer.read().decode()
    http.close()

    assert answer.status == 422
    assert "film.pdf" in text and "trop lourd" in text and 'value="A"' in text
    assert memory(server) - before < 60 * 2**20


def test_one_that_is_cut_short_harms_nobody(server, page):
    person = Person(server, page.url)
    before = memory(server)
    post(server, person, 2 * GIGABYTE, 20 * 2**20).close()

    assert person.ask("GET", page.url)[0] == 200
    assert memory(server) - before < 60 * 2**20
