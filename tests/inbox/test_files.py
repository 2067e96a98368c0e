"""Who may download a file of a request, and how it is sent."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.urls import reverse

from coorg_forms.models import Attachment
from tests import factories, files
from tests.factories import block, submit


@pytest.fixture
def kept(world, monkeypatch):
    """A file of a request whose form asks for plans, and personally for a résumé."""
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", InMemoryStorage())
    why = "Pour vous connaître."
    form = world.form(
        [
            *factories.usual_questions(),
            block("file", key="plans", label="Plans", required=False),
            block("file", key="cv", label="CV", required=False, personal=True, why=why),
        ]
    )
    return keep(submit(form), "plans")


def keep(request, question, **fields):
    kept = Attachment(
        request=request,
        question=question,
        name="Plan d’été.pdf",
        size=len(files.PDF),
        content_type="application/pdf",
        **fields,
    )
    kept.file.save("x", ContentFile(files.PDF), save=False)
    kept.save()
    return kept


def address(kept, public_id=None):
    reference = kept.request.reference
    return reverse("coorg_requests:file", args=[reference, public_id or kept.public_id])


def test_a_file_is_sent_as_a_download(world, sign_in, kept):
    answer = sign_in(world.organizer).get(address(kept))

    assert b"".join(answer.streaming_content) == files.PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_out_of_reach_it_does_not_exist(world, sign_in, kept):
    assert sign_in(world.person("organizer", world.there)).get(address(kept)).status_code == 404
    assert sign_in(world.person("editor")).get(address(kept)).status_code == 404


def test_a_file_of_another_request_is_not_reached_through_this_one(world, sign_in, kept):
    other = keep(submit(world.page, factories.answers(title="Autre")), "plans")
    client = sign_in(world.organizer)

    assert client.get(address(kept, other.public_id)).status_code == 404
    assert client.get(address(kept, uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("scan", ["waiting", "infected"])
def test_a_held_file_is_not_sent(world, sign_in, kept, scan):
    Attachment.objects.update(scan=scan)

    assert sign_in(world.organizer).get(address(kept)).status_code == 404


def test_a_personal_file_needs_the_right_to_see_who_asked(world, sign_in, kept):
    personal = keep(kept.request, "cv")

    assert sign_in(world.person("auditor")).get(address(personal)).status_code == 404
    assert sign_in(world.person("auditor")).get(address(kept)).status_code == 200
    assert sign_in(world.organizer).get(address(personal)).status_code == 200


def test_a_stored_file_that_is_missing(world, sign_in, kept):
    kept.file.storage.delete(kept.file.name)

    assert sign_in(world.organizer).get(address(kept)).status_code == 404
