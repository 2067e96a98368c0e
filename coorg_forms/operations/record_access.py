"""Keep who opened, downloaded or exported which request; forget it when its time is over."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from coorg_forms.conf import settings
from coorg_forms.models import AccessRecord
from coorg_forms.operations.writing import name_of

#: Rows written at a time.
CHUNK = 500


def record_access(*, user, requests: Iterable[int], kind: str) -> None:
    """Keep that ``user`` reached these requests: one row for each request, kind and day.

    Arguments:
        requests: their keys.
        kind: a code of ``access_record.KINDS``.
    """
    now, keys = timezone.now(), iter(requests)
    shared = {
        "user": user,
        "user_name": name_of(user),
        "kind": kind,
        "day": timezone.localdate(now),
        "at": now,
    }
    for chunk in _chunks(keys):
        kept = AccessRecord.objects.filter(
            user=user, kind=kind, day=shared["day"], request__in=chunk
        )
        known = set(kept.order_by().values_list("request", flat=True))
        rows = [AccessRecord(request_id=key, **shared) for key in chunk if key not in known]
        if rows:  # reading again writes nothing
            AccessRecord.objects.bulk_create(rows, ignore_conflicts=True)


def purge_accesses() -> int:
    """Erase the records whose time is over. Returns how many."""
    limit = timezone.now() - timedelta(days=round(settings.ACCESS_MONTHS * 30.5))
    return AccessRecord.objects.filter(at__lt=limit).delete()[0]


def _chunks(keys: Iterator[int]) -> Iterator[list[int]]:
    while chunk := list(islice(keys, CHUNK)):
        yield chunk
