"""An export on its way out: in pieces as they are read where the format allows, else once whole."""

from array import array
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.inbox.export import Export
from coorg_forms.inbox.export_progress import Progress
from coorg_forms.inbox.spreadsheets import Format


@dataclass(frozen=True)
class Outgoing:
    user: object
    export: Export
    format: Format
    reason: str
    filters: str
    """Which requests, in words."""
    progress: Progress

    def answer(self):
        """The file; its record is kept before its first byte leaves."""
        self.export.note = self.progress.wrote
        self.progress.wrote(0)  # a page may be asked twice
        return self._in_pieces() if self.format.pieces else self._whole()

    @property
    def _said(self) -> dict:
        return {
            "user": self.user,
            "format": self.format.code,
            "reason": self.reason,
            "filters": self.filters,
            "personal": self.export.personal,
        }

    @property
    def _name(self) -> str:
        return f"{_('requests')}-{timezone.localdate()}.{self.format.code}"

    def _in_pieces(self) -> StreamingHttpResponse:
        """Whoever took which request out is kept before its row leaves."""
        self.export.leaving = self._keep
        pieces = self.format.pieces(self.export.chunks())
        operations.begin_export(count=len(self.export.keys), **self._said)
        response = StreamingHttpResponse(
            as_now(_followed(pieces, self.progress)), content_type=self.format.content_type
        )
        response["Content-Disposition"] = content_disposition_header(True, self._name)
        return response

    def _keep(self, keys) -> None:
        operations.record_access(user=self.user, requests=keys, kind="exported")

    def _whole(self) -> FileResponse:
        taken = array("q")
        self.export.leaving = taken.extend
        with ExitStack() as opened:
            file = opened.enter_context(TemporaryFile())

            def write() -> int:
                self.format.write(file, self.export.rows())
                return self.export.count

            operations.export(write=write, exported=taken, **self._said)
            opened.pop_all()  # the response closes it
        file.seek(0)
        self.progress.end(is_whole=True)
        kind = self.format.content_type
        return FileResponse(file, as_attachment=True, filename=self._name, content_type=kind)


def as_now(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """``pieces``, each made in the language and time zone in force now: they are asked for once
    the view is over, when its own are no more."""
    language, zone = translation.get_language(), timezone.get_current_timezone()
    return _made_in(language, zone, pieces)


def _made_in(language, zone, pieces) -> Iterator[bytes]:
    with closing(pieces):
        while True:
            with translation.override(language), timezone.override(zone):
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece


def _followed(pieces: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
    """``pieces``; the end is told, be it that of the file or of the connection."""
    is_whole = False
    try:
        yield from pieces
        is_whole = True
    finally:
        progress.end(is_whole=is_whole)
