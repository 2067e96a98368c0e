"""A small PDF for the demo, without any tool."""


def one_page(lines: list[str]) -> bytes:
    """A page that reads ``lines``, one under the other."""
    written = b" T* ".join(b"(" + _escaped(line) + b") Tj" for line in lines)
    drawn = b"BT /F1 14 Tf 20 TL 72 720 Td " + written + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return _with_table(objects)


def _with_table(objects: list[bytes]) -> bytes:
    """The objects, then where each begins."""
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, begins = len(objects) + 1, len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return content + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        begins,
    )


def _escaped(line: str) -> bytes:
    """As the encoding of the font has it."""
    for sign in "\\()":
        line = line.replace(sign, f"\\{sign}")
    return line.encode("cp1252", "replace")
