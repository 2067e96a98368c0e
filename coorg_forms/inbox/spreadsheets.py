"""Rows as a file that a spreadsheet opens, whatever people typed into a public form."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.utils.translation import get_language, gettext
from openpyxl import Workbook

Cell = str | date | datetime

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
    write: Callable[[IO[bytes], Iterable[Sequence[Cell]]], None]
    most: int | None = None
    """As many rows below the headings, and no more."""


def _write_csv(file: IO[bytes], rows: Iterable[Sequence[Cell]]) -> None:
    """UTF-8 with the mark by which Excel knows it."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
    separator = _SEPARATORS.get((get_language() or "")[:2], ",")
    writer = csv.writer(text, delimiter=separator)
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    text.detach()


def _write_xlsx(file: IO[bytes], rows: Iterable[Sequence[Cell]]) -> None:
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
        Format("csv", "text/csv; charset=utf-8", _write_csv),
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _write_xlsx,
            most=1_048_575,
        ),
    )
}
