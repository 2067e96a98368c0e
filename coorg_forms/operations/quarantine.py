"""Set a suspicious request aside, bring it back, or close it as spam. Nothing is discarded."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.promises import clock_fields
from coorg_forms.operations.writing import change, compare, require
from coorg_forms.triage.states import STATES


def can_quarantine(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may set the request aside as suspicious."""
    if request.quarantined_at:
        return Verdict(_("This request is in quarantine already."))
    if not request.is_open:
        return Verdict(_("This request has ended."))
    return may(user, "quarantine_supportrequest", request, reach)


@transaction.atomic
def quarantine(*, user, request: SupportRequest, version: int) -> SupportRequest:
    """Set the request aside; it shows in the quarantine view only.

    Raises:
        Forbidden: not allowed.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_quarantine(user=user, request=request))
    change(
        request,
        version=version,
        action="quarantined",
        actor=user,
        data={"reasons": ["staff"]},
        quarantined_at=timezone.now(),
        suspicions=["staff"],
    )
    return request


def can_release(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may say that the request is no spam, or that it is."""
    if not request.quarantined_at:
        return Verdict(_("This request is not in quarantine."))
    return may(user, "quarantine_supportrequest", request, reach)


@transaction.atomic
def release(*, user, request: SupportRequest, version: int) -> SupportRequest:
    """Bring the request back among the others, reopened if it was closed as spam.

    The team is told now if it never was.

    Raises:
        Forbidden: not allowed.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_release(user=user, request=request))
    was_spam = request.outcome == "spam"
    reopened = {
        "outcome": "",
        "closed_at": None,
        "state": "received",
    }
    event = change(
        request,
        version=version,
        action="released",
        actor=user,
        quarantined_at=None,
        **(reopened | clock_fields(request, STATES["received"]) if was_spam else {}),
    )
    if not request.outbox.filter(kind="notice").exists():
        outbox.post_notice(request, cause=event)
    return request


@transaction.atomic
def close_as_spam(*, user, request: SupportRequest, version: int) -> SupportRequest:
    """Close a quarantined request as spam. ``release`` brings it back.

    Raises:
        Forbidden: not allowed.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_release(user=user, request=request))
    if not request.is_open:
        raise Forbidden(_("This request has ended."))
    change(
        request,
        version=version,
        action="spam",
        actor=user,
        state="closed",
        outcome="spam",
        closed_at=timezone.now(),
        due_on=None,
    )
    return request
