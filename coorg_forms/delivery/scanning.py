"""Have the files that were received scanned for viruses, by ClamAV's daemon.

A file is held until the scanner found it clean. A scanner that does not answer delays the opening
of files, shows to staff, and loses nothing.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from coorg_forms.conf import settings
from coorg_forms.models import Attachment

logger = logging.getLogger(__name__)

#: Seconds before each new attempt; the last one repeats.
BACK_OFF = (30, 120, 600, 1800)
TIMEOUT = 60


def scan_due(limit: int = 100, until: Callable[[], bool] = bool) -> dict[str, int]:
    """Scan what waits, one file after the other.

    Arguments:
        limit: files at most.
        until: asked before each file; true stops.

    Returns:
        Counts by result.
    """
    counts: dict[str, int] = {}
    if not settings.CLAMD_ADDRESS:
        return counts
    for attachment in Attachment.objects.to_scan(timezone.now())[:limit]:
        if until():
            break
        result = _scan(attachment)
        counts[result] = counts.get(result, 0) + 1
    return counts


def _scan(attachment: Attachment) -> str:
    try:
        with attachment.file.open("rb") as content:
            verdict, _name = client().instream(content)["stream"]
        found = {"OK": "clean", "FOUND": "infected"}[verdict]
    except Exception as error:  # whatever happens, the others are scanned
        return _after_failure(attachment, error)
    _write(attachment, scan=found, scanned_at=timezone.now())
    return found


def _after_failure(attachment: Attachment, error: Exception) -> str:
    logger.warning("file %s was not scanned: %s", attachment.public_id, type(error).__name__)
    delay = BACK_OFF[min(attachment.scan_attempts, len(BACK_OFF) - 1)]
    _write(
        attachment,
        scan_attempts=F("scan_attempts") + 1,
        next_scan_at=timezone.now() + timedelta(seconds=delay),
    )
    return "waiting"


def _write(attachment: Attachment, **fields) -> None:
    Attachment.objects.filter(pk=attachment.pk, scan="waiting").update(**fields)


def client():
    """The scanner that the settings name: ``host:port``, or the path of a socket."""
    # The package comes with the extra ``scan``: it is needed where a scanner is configured.
    from clamav_client.clamd import ClamdNetworkSocket, ClamdUnixSocket

    host, colon, port = settings.CLAMD_ADDRESS.rpartition(":")
    if colon and port.isdigit():
        return ClamdNetworkSocket(host=host.strip("[]"), port=int(port), timeout=TIMEOUT)
    return ClamdUnixSocket(path=settings.CLAMD_ADDRESS.removeprefix("unix:"), timeout=TIMEOUT)
