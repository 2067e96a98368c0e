"""What a file really is, told from its content: the name and the browser are not asked.

``filetype`` knows the first bytes; a document that is a ZIP archive is told by what it holds.
"""

import zipfile

import filetype
from django.core.files.uploadedfile import UploadedFile

_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

#: kind → extension → content type.
EXTENSIONS = {
    "pdf": {"pdf": "application/pdf"},
    "docx": {"docx": f"{_OFFICE}wordprocessingml.document"},
    "xlsx": {"xlsx": f"{_OFFICE}spreadsheetml.sheet"},
    "odt": {"odt": f"{_OPEN}text"},
    "ods": {"ods": f"{_OPEN}spreadsheet"},
    "jpg": {"jpg": "image/jpeg", "jpeg": "image/jpeg"},
    "png": {"png": "image/png"},
}
#: What an archive holds → kind.
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MACROS = ("vbaProject.bin", "Basic/")


def kind_of(upload: UploadedFile) -> str:
    """A key of ``EXTENSIONS``, or the empty string for anything else. The file is rewound."""
    upload.seek(0)
    guess = filetype.guess_extension(upload.read(8192)) or ""
    upload.seek(0)
    if guess in ("pdf", "jpg", "png"):
        return guess
    return _kind_of_archive(upload) if guess in ("zip", "docx", "xlsx", "odt", "ods") else ""


def _kind_of_archive(upload: UploadedFile) -> str:
    try:
        with zipfile.ZipFile(upload) as archive:
            names = archive.namelist()
            declared = _declared(archive, names)
    except Exception:  # a broken archive raises anything: of its own, of zlib, of lzma
        return ""
    finally:
        upload.seek(0)
    if any(macro in name for name in names for macro in _MACROS):
        return ""
    kinds = [kind for part, kind in _PARTS.items() if part in names]
    return kinds[0] if kinds else declared


def _declared(archive: zipfile.ZipFile, names: list[str]) -> str:
    """What an OpenDocument says of itself, in its member ``mimetype``."""
    if "mimetype" not in names or archive.getinfo("mimetype").file_size > 100:
        return ""
    said = archive.read("mimetype").decode("ascii", "replace").strip()
    types = {EXTENSIONS[kind][kind]: kind for kind in ("odt", "ods")}
    return types.get(said, "")
