"""Small files of every kind, and some that pretend to be one."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 40
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 40
PROGRAM = b"MZ\x90\x00" + b"\x00" * 60
HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
#: The test file of every antivirus, in two parts so that none takes this one away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def archive(**members) -> bytes:
    """A ZIP archive; ``__`` in a name stands for a slash, ``_dot_`` for a point."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as written:
        for name, text in members.items():
            written.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return content.getvalue()


DOCX = archive(**{"[Content_Types]_dot_xml": "<a/>", "word__document_dot_xml": "<w/>"})
XLSX = archive(**{"[Content_Types]_dot_xml": "<a/>", "xl__workbook_dot_xml": "<w/>"})
ODT = archive(mimetype="application/vnd.oasis.opendocument.text", content_dot_xml="<o/>")
MACROS = archive(word__document_dot_xml="<w/>", word__vbaProject_dot_bin="x")


def upload(name: str, content: bytes = PDF, content_type: str = "application/pdf"):
    return SimpleUploadedFile(name, content, content_type)
