"""Fifty thousand requests leave as a file, and memory stays where it was (case 62)."""

import os
import uuid
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from coorg_forms.inbox.export import CHUNK
from coorg_forms.inbox.export_progress import Progress
from coorg_forms.inbox.spreadsheets import FORMATS
from coorg_forms.models import ExportRecord, SupportRequest
from tests import factories
from tests.factories import block

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ROWS = 50_000
#: What may be kept of a file on its way, whatever its length: some chunks, the keys.
MOST = 20 * 2**20


class Watch:
    """How much memory there was while a file was written."""

    def begin(self):
        self.first = self.peak = self.count = 0

    def note(self, count):
        """After each chunk: the first ten are for what Python and the database hold on to."""
        now, self.count = _resident(), count
        if count <= CHUNK * 10:
            self.first = max(self.first, now)
        self.peak = max(self.peak, now)

    @property
    def grown(self) -> int:
        return self.peak - self.first


def _resident() -> int:
    """Bytes of memory that this process holds now."""
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def many(world):
    """As many requests as ``ROWS``, each with answers, as one that was received."""
    form = world.form([block("text", key="need", label="Besoin", role="summary")])
    one = factories.submit(form, {"need": "Un jardin pour le quartier. " * 5})
    SupportRequest.objects.update(
        team=world.here, service=world.organizing, territory=world.gatineau
    )
    columns = [field for field in SupportRequest._meta.concrete_fields if not field.primary_key]
    for start in range(1, ROWS, 5000):
        SupportRequest.objects.bulk_create(
            [_like(one, columns, number) for number in range(start, min(start + 5000, ROWS))]
        )
    assert SupportRequest.objects.visible_to(world.manager).count() == ROWS


def _like(one: SupportRequest, columns, number: int) -> SupportRequest:
    copy = SupportRequest(**{field.attname: getattr(one, field.attname) for field in columns})
    copy.reference, copy.token = f"X-{number:06d}", f"many-{number}"
    copy.search_text = ""  # its index takes most of the time
    copy.public_id, copy.submission_id = uuid.uuid4(), uuid.uuid4()
    return copy


@pytest.fixture
def watch(monkeypatch) -> Watch:
    watched, told = Watch(), Progress.wrote

    def wrote(self, count):
        watched.note(count)
        return told(self, count)

    monkeypatch.setattr(Progress, "wrote", wrote)
    return watched


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="tells memory on Linux only")
def test_memory_does_not_follow_the_number_of_rows(world, many, client, watch, tmp_path):
    client.force_login(world.manager)
    # How a workbook is written does not depend on the database.
    for code in FORMATS if connection.vendor == "sqlite" else ("csv",):
        watch.begin()
        asked = {"format": code, "reason": "Bilan", "next": "/admin/requests/"}
        response = client.post(reverse("coorg_requests:export"), asked)
        with (tmp_path / code).open("wb") as file:
            file.writelines(response.streaming_content)
        response.close()

        assert ExportRecord.objects.latest("pk").count == ROWS == watch.count
        assert (tmp_path / code).stat().st_size > ROWS * 20
        assert watch.grown < MOST, f"{code}: {watch.grown / 2**20:.0f} MB"
