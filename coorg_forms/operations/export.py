"""Take requests out of the site as a file: nobody does without leaving a record of it."""

from collections.abc import Callable, Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.models import Establishment, ExportRecord
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.permission import ALLOWED, Verdict, has_capability
from coorg_forms.operations.record_access import record_access
from coorg_forms.operations.writing import name_of, require


def can_export(*, user, personal: bool = False) -> Verdict:
    """Whether ``user`` may export the requests in reach, ``personal`` answers along with them."""
    if not has_capability(user, "export_supportrequest"):
        return Verdict(_("Your role does not allow this."))
    if personal and not has_capability(user, "view_contact"):
        return Verdict(_("Your role does not let you see who asked."))
    return ALLOWED


def export(
    *,
    user,
    write: Callable[[], int],
    format: str,
    reason: str,
    filters: str,
    personal: bool,
    exported: Iterable[int] = (),
) -> ExportRecord:
    """Write a whole file of requests, then record it; without the record it does not leave.

    Arguments:
        write: writes the file, and says how many requests it holds.
        format: a code of ``ExportRecord.FORMATS``.
        filters: which requests, in words.
        personal: whether personal answers go along.
        exported: keys of the requests in the file, once it is written.

    Raises:
        Forbidden: the person may not, or gave no reason.
    """
    _require(user, personal, reason)
    about = {"format": format, "reason": reason, "filters": filters, "personal": personal}
    count = write()  # long, so outside the transaction
    with transaction.atomic():
        record = begin_export(user=user, count=count, **about)
        record_access(user=user, requests=exported, kind="exported")
    return record


@transaction.atomic
def begin_export(
    *, user, count: int, format: str, reason: str, filters: str, personal: bool
) -> ExportRecord:
    """Record a file of requests that leaves in pieces, before the first of them does.

    Call ``record_access`` with the requests of each piece before it leaves: what was taken out is
    then known even of a file that broke off.

    Arguments:
        count: how many requests were selected.
        format, reason, filters, personal: as for ``export``.

    Raises:
        Forbidden: as for ``export``.
    """
    _require(user, personal, reason)
    record = ExportRecord.objects.create(
        user=user,
        user_name=name_of(user)[:150],
        at=timezone.now(),
        count=count,
        format=format,
        reason=reason.strip(),
        filters=filters,
        personal=personal,
    )
    record.establishments.set(_establishments(user))
    return record


def _require(user, personal: bool, reason: str):
    require(can_export(user=user, personal=personal))
    if not reason.strip():
        raise Forbidden(_("Say why you export these requests."))


def _establishments(user):
    if user.is_superuser:
        return Establishment.objects.all()
    return Establishment.objects.filter(pk__in=Reach(user).establishments)
