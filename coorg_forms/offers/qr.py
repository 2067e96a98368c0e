"""Codes to scan: fit for print (error correction Q, quiet zone of four modules)."""

import io
from functools import lru_cache

import segno

#: Survives a quarter of the code being dirty or folded.
ERROR_CORRECTION = "q"
QUIET_ZONE = 4


@lru_cache(maxsize=256)
def svg(address: str) -> str:
    """The code of ``address`` as an SVG that scales to any size."""
    out = io.BytesIO()
    _code(address).save(out, kind="svg", border=QUIET_ZONE, xmldecl=False, omitsize=True)
    return out.getvalue().decode()


def png(address: str, scale: int = 20) -> bytes:
    """The code of ``address`` as a PNG, ``scale`` pixels for each module."""
    out = io.BytesIO()
    _code(address).save(out, kind="png", border=QUIET_ZONE, scale=scale)
    return out.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error=ERROR_CORRECTION, micro=False, boost_error=False)
