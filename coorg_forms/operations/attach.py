"""Receive the files of a draft or of a message, look at what they are, and let them go."""

import hashlib
import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction

from coorg_forms.conf import settings
from coorg_forms.models import Attachment, Draft
from coorg_forms.operations.file_kinds import EXTENSIONS, kind_of
from coorg_forms.questions.problems import Problem
from coorg_forms.questions.schema import Question
from coorg_forms.questions.sizes import written_size
from coorg_forms.questions.types.file import accepted_kinds, most_bytes, most_files


class Refused(Exception):
    """A file that is not kept, and why: ``problem`` is for the person."""

    def __init__(self, question: Question, code: str, **params):
        super().__init__(code)
        self.problem = Problem(question.key, code, params=params)


def attach(*, draft: Draft, question: Question, upload: UploadedFile) -> Attachment:
    """Keep one file of a draft, once it is what the question takes.

    Raises:
        Refused: too many, too large, empty, of another type, or the disk did not take it.
    """
    already = draft.files.filter(question=question.key).count()
    kept = keep(question, upload, already=already, draft=draft, question=question.key)
    _read_again(draft)
    return kept


def keep(what: Question, upload: UploadedFile, *, already: int, **fields) -> Attachment:
    """Keep one file, once it is what ``what`` takes.

    Arguments:
        already: how many files stand beside it.
        fields: whose it is.

    Raises:
        Refused: as ``attach``.
    """
    name = clean_name(upload.name)
    if already >= most_files(what):
        raise Refused(what, "file_in_excess", name=name, limit=most_files(what))
    if not upload.size:
        raise Refused(what, "file_empty", name=name)
    if upload.size > most_bytes(what):
        raise too_big(what, name, upload.size)
    kind = kind_of(upload)
    if kind not in accepted_kinds(what) or _extension(name) not in EXTENSIONS[kind]:
        kinds = ", ".join(one.upper() for one in accepted_kinds(what))
        raise Refused(what, "file_bad_type", name=name, kinds=kinds)
    try:
        return _store(upload, name, kind, fields)
    except OSError:
        raise Refused(what, "file_not_kept", name=name) from None


def too_big(question: Question, name: str, size: int) -> Refused:
    """The refusal of a file of ``size`` bytes."""
    return Refused(
        question,
        "file_too_big",
        name=clean_name(name),
        size=written_size(size),
        limit=written_size(most_bytes(question)),
    )


def detach(*, draft: Draft, public_id: str) -> None:
    """Take one file back out of a draft."""
    draft.files.filter(public_id=public_id).delete()
    _read_again(draft)


def answers_of(draft: Draft, question: Question) -> list[dict]:
    """The files of a draft as the answer to ``question``."""
    return [file.as_answer() for file in draft.files.all() if file.question == question.key]


def clean_name(name: str) -> str:
    """The last part of a name, without control characters, at most 120 characters long."""
    last = PureWindowsPath(PurePosixPath(name or "").name).name
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(". ")
    stem, dot, extension = shown.rpartition(".")
    return f"{stem[:110]}{dot}{extension[:9]}" or "file"


def _store(upload, name, kind, fields) -> Attachment:
    attachment = Attachment(
        **fields,
        name=name,
        size=upload.size,
        content_type=EXTENSIONS[kind][_extension(name)],
        sha256=_digest(upload),
        scan="waiting" if settings.CLAMD_ADDRESS else "unscanned",
    )
    attachment.file.save(name, upload, save=False)
    try:
        attachment.save()
    except DatabaseError:
        attachment.file.storage.delete(attachment.file.name)
        raise
    return attachment


def _read_again(draft: Draft) -> None:
    """Forget the files that were read before."""
    getattr(draft, "_prefetched_objects_cache", {}).pop("files", None)


def _digest(upload: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in _chunks(upload):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(upload: UploadedFile) -> Iterator[bytes]:
    upload.seek(0)
    yield from upload.chunks()
    upload.seek(0)


def _extension(name: str) -> str:
    return name.rpartition(".")[2].casefold()


def forget_file(sender, instance: Attachment, **kwargs):
    """Remove the stored file once the deletion of its row is committed."""
    storage, name = instance.file.storage, instance.file.name
    transaction.on_commit(lambda: storage.delete(name), robust=True)
