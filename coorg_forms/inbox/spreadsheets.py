"""Rows as a file that a spreadsheet opens, whatever people typed into a public form."""

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO

from django.utils.translation import get_language, gettext
from openpyxl import Workbook

Cell = str | date | datetime
Rows = Iterable[Sequence[Cell]]

#: What a spreadsheet may take for a formula: at the start, after spaces too, wide forms too.
#: Source: OWASP, CSV Injection.
_FORMULA = re.compile(r"[\t\r]|\s*[=+\-@＝＋－＠]")
#: Control characters, halves of pairs and the two that are no characters: XML refuses them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
#: Spreadsheets that read the system's settings expect a comma, except where it is the decimal sign.
_SEPARATORS = {"fr": ";"}


def safe(text: str) -> str:
    """``text`` as it may stand in a cell: no control characters, and never a formula."""
    text = _CONTROLS.sub("", text)
    return f"'{text}" if _FORMULA.match(text) else text


@dataclass(frozen=True)
class Format:
    code: str
    """One of ``ExportRecord.FORMATS``."""
    content_type: str
    write: Callable[[IO[bytes], Rows], None]
    pieces: Callable[[Iterable[Rows]], Iterator[bytes]] | None = None
    """The file piece by piece, one for each handful of rows; None where it is only whole at its
    end: XLSX is an archive, and its list of contents comes last."""
    most: int | None = None
    """As many rows below the headings, and no more."""


#: Rows of a piece, when they come one by one.
_ROWS = 500


def _csv_pieces(handfuls: Iterable[Rows]) -> Iterator[bytes]:
    """UTF-8 with the mark by which Excel knows it."""
    mark = BOM_UTF8
    for rows in handfuls:
        yield mark + _csv(rows)
        mark = b""


def _csv(rows: Rows) -> bytes:
    text = io.StringIO(newline="")
    separator = _SEPARATORS.get((get_language() or "")[:2], ",")
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _write_csv(file: IO[bytes], rows: Rows) -> None:
    for piece in _csv_pieces(_handfuls(rows)):
        file.write(piece)


def _handfuls(rows: Rows) -> Iterator[Rows]:
    coming = iter(rows)
    while handful := list(islice(coming, _ROWS)):
        yield handful


def _write_xlsx(file: IO[bytes], rows: Rows) -> None:
    """Row by row: the book never stands in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Requests"))
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([safe(cell) if isinstance(cell, str) else cell for cell in row])
    book.save(file)


def _written(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else safe(cell)


FORMATS = {
    one.code: one
    for one in (
        Format("csv", "text/csv; charset=utf-8", _write_csv, _csv_pieces),
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _write_xlsx,
            most=1_048_575,
        ),
    )
}
