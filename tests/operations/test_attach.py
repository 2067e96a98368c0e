"""Files: what they really are, how many, how large, and where they go."""

import uuid
import zipfile

import pytest
from django.core.files.storage import InMemoryStorage
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Attachment, Draft
from coorg_forms.operations.attach import clean_name
from coorg_forms.operations.file_kinds import kind_of
from tests import factories, files
from tests.factories import answers, block
from tests.files import upload


@pytest.fixture
def storage(monkeypatch):
    """Keeps the private files of a test in memory."""
    kept = InMemoryStorage()
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", kept)
    return kept


@pytest.fixture
def page(world):
    return world.form(
        [
            *factories.usual_questions(),
            block("file", key="plans", label="Plans", required=False, max_files=2, max_mb=1),
        ]
    )


@pytest.fixture
def draft(page, storage):
    return operations.save_draft(page=page, version=page.current_version(), raw={})


@pytest.fixture
def question(page):
    return page.current_version().parsed.by_key["plans"]


def refusal(draft, question, name, content=files.PDF) -> str:
    with pytest.raises(operations.Refused) as refused:
        operations.attach(draft=draft, question=question, upload=upload(name, content))
    assert not draft.files.exists()
    return refused.value.problem.code


@pytest.mark.parametrize(
    "content, kind",
    [
        (files.PDF, "pdf"),
        (files.PNG, "png"),
        (files.JPG, "jpg"),
        (files.DOCX, "docx"),
        (files.XLSX, "xlsx"),
        (files.ODT, "odt"),
        (files.MACROS, ""),
        (files.PROGRAM, ""),
        (files.HTML, ""),
        (files.SVG, ""),
        (files.archive(a_dot_txt="x"), ""),
        (b"PK\x03\x04 broken", ""),
        (b"", ""),
        (b"%PD", ""),
    ],
)
def test_kind_is_told_from_the_content(content, kind):
    one = upload("plan.pdf", content)

    assert kind_of(one) == kind
    assert one.tell() == 0


def test_a_damaged_archive_is_refused():
    damaged = bytearray(files.ODT)
    start = damaged.index(b"mimetype") + len(b"mimetype")
    damaged[start : start + 6] = b"\xff" * 6

    assert kind_of(upload("a.odt", bytes(damaged))) == ""


def test_an_archive_bomb_is_not_opened():
    bomb = files.archive(mimetype="x" * 10_000_000)

    assert len(bomb) < 100_000 and kind_of(upload("a.odt", bomb)) == ""
    assert zipfile.is_zipfile(upload("a.odt", bomb))


@pytest.mark.parametrize(
    "name, content",
    [
        ("plan.exe", files.PROGRAM),
        ("plan.pdf", files.PROGRAM),
        ("plan.html", files.HTML),
        ("plan.svg", files.SVG),
        ("plan.pdf.exe", files.PDF),
        ("plan.docx", files.PDF),
        ("plan", files.PDF),
        ("macro.docx", files.MACROS),
        ("budget.xlsx", files.XLSX),  # not among the usual kinds
    ],
)
def test_another_type_is_refused(draft, question, name, content):
    assert refusal(draft, question, name, content) == "file_bad_type"


def test_an_empty_file_is_refused(draft, question):
    assert refusal(draft, question, "plan.pdf", b"") == "file_empty"


def test_a_file_that_is_too_large_is_refused(draft, question):
    assert refusal(draft, question, "plan.pdf", files.PDF + b" " * 1024**2) == "file_too_big"


def test_at_most_so_many_files(draft, question):
    for _number in range(2):
        operations.attach(draft=draft, question=question, upload=upload("a.pdf"))
    with pytest.raises(operations.Refused) as refused:
        operations.attach(draft=draft, question=question, upload=upload("b.pdf"))

    assert refused.value.problem.code == "file_in_excess" and draft.files.count() == 2


def test_what_is_kept_of_a_file(draft, question, storage):
    kept = operations.attach(draft=draft, question=question, upload=upload("Plan d’été.PDF"))

    assert (kept.name, kept.size, kept.scan) == ("Plan d’été.PDF", len(files.PDF), "unscanned")
    assert kept.content_type == "application/pdf" and len(kept.sha256) == 64
    assert "plan" not in kept.file.name.casefold() and "." not in kept.file.name
    assert storage.open(kept.file.name).read() == files.PDF
    assert str(kept) == str(kept.public_id)
    assert operations.answers_of(fresh(draft), question) == [kept.as_answer()]


def fresh(draft):
    return Draft.objects.get(pk=draft.pk)


@pytest.mark.parametrize(
    "name, kept",
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Documents\\plan.pdf", "plan.pdf"),
        ("a\r\nb\x00\u202e.pdf", "ab.pdf"),
        ("é" * 300 + ".pdf", "é" * 110 + ".pdf"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_names_are_cleaned(name, kept):
    assert clean_name(name) == kept


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError()])
def test_a_full_disk_is_told_and_loses_nothing_else(draft, question, monkeypatch, storage, error):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(storage, "save", fail)

    assert refusal(draft, question, "plan.pdf") == "file_not_kept"
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_no_stored_file_is_left_behind_when_its_row_fails(draft, question, monkeypatch, storage):
    def fail(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr(Attachment, "save", fail)
    with pytest.raises(DatabaseError):
        operations.attach(draft=draft, question=question, upload=upload("a.pdf"))

    month = f"{timezone.now():%Y/%m}"
    assert storage.listdir(month)[1] == []


def test_files_become_the_requests_and_the_draft_goes(page, draft, question, storage):
    kept = operations.attach(draft=draft, question=question, upload=upload("a.pdf"))
    raw = answers(plans=operations.answers_of(fresh(draft), question))
    stored = factories.submit(page, raw, draft=draft)

    assert list(stored.files.all()) == [kept] and not Draft.objects.exists()
    assert stored.answers["plans"][0]["id"] == str(kept.public_id)
    assert storage.exists(kept.file.name)


def test_files_of_a_hidden_question_go_with_the_draft(
    page, draft, question, storage, django_capture_on_commit_callbacks
):
    kept = operations.attach(draft=draft, question=question, upload=upload("a.pdf"))
    with django_capture_on_commit_callbacks(execute=True):
        stored = factories.submit(page, answers(), draft=draft)

    assert not stored.files.exists() and not storage.exists(kept.file.name)


def test_a_file_is_removed_once_the_deletion_is_committed(
    draft, question, storage, django_capture_on_commit_callbacks
):
    kept = operations.attach(draft=draft, question=question, upload=upload("a.pdf"))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        operations.detach(draft=draft, public_id=str(kept.public_id))
        raise ZeroDivisionError
    assert storage.exists(kept.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        operations.detach(draft=draft, public_id=str(kept.public_id))
    assert not storage.exists(kept.file.name)


def test_a_file_of_another_draft_is_not_taken_out(page, draft, question, storage):
    kept = operations.attach(draft=draft, question=question, upload=upload("a.pdf"))
    other = operations.save_draft(page=page, version=page.current_version(), raw={})
    operations.detach(draft=other, public_id=str(kept.public_id))

    assert draft.files.count() == 1


def test_a_file_belongs_to_a_draft_or_to_a_request(page, draft, question, storage):
    kept = operations.attach(draft=draft, question=question, upload=upload("a.pdf"))
    stored = factories.submit(page)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=kept.pk).update(request=stored)


def test_identifiers_cannot_be_guessed(draft, question, storage):
    kept = operations.attach(draft=draft, question=question, upload=upload("a.pdf"))

    assert isinstance(kept.public_id, uuid.UUID) and kept.public_id.version == 4
