"""Choose another priority than the score's, with a reason, or go back to the score's."""

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.models import SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.evaluate import can_evaluate, is_undecided
from coorg_forms.operations.permission import ALLOWED, Verdict, may
from coorg_forms.operations.tally import tally
from coorg_forms.operations.writing import change, compare, require, write_message


def can_choose_band(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may say which priority the request has."""
    verdict = is_undecided(request) and may(user, "override_band", request, reach)
    if not verdict:
        return verdict
    if not request.evaluated:
        return Verdict(_("Nobody has evaluated this request yet."))
    if can_evaluate(user=user, request=request, reach=reach):
        return Verdict(_("Hand in your own evaluation first."))
    return ALLOWED


@transaction.atomic
def choose_band(
    *, user, request: SupportRequest, band: str, version: int, reason: str = ""
) -> SupportRequest:
    """Give the request another band; the score stays as it is beside it.

    Arguments:
        band: key of a band of the grid; empty to go back to the score's.
        version: the version of the request that the person saw.
        reason: for staff; required with a band.

    Raises:
        Forbidden: not allowed, no such band, or no reason.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_choose_band(user=user, request=request))
    stands = tally(request)
    if band:
        return _choose(user, request, band, version, reason, stands)
    return _release(user, request, version, stands)


def _choose(user, request, band, version, reason, stands):
    if stands.grid.parsed.band_called(band) is None:
        raise Forbidden(_("The grid does not have this priority."))
    if not reason.strip():
        raise Forbidden(_("Write a reason: choosing a priority needs one."))
    message = write_message(request, kind="reason", audience="internal", body=reason, author=user)
    data = {"band": band, "message": message.pk}
    fields = {"band": band, "band_is_chosen": True}
    change(request, version=version, action="band_chosen", actor=user, data=data, **fields)
    return request


def _release(user, request, version, stands):
    if not request.band_is_chosen:
        raise Forbidden(_("The priority is the score’s already."))
    band = stands.band.key if stands.band else ""
    fields = {"band": band, "band_is_chosen": False}
    data = {"band": band}
    change(request, version=version, action="band_released", actor=user, data=data, **fields)
    return request
