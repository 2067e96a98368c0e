"""Close a request as a duplicate of another, and part them again. Both rows are kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import Establishment, RequestEvent, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.models.relations import kept_of
from coorg_forms.operations.errors import Incomplete
from coorg_forms.operations.moving import CORRECTION_FIRST, correction_waits
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.promises import clock_fields
from coorg_forms.operations.writing import change, compare, record, require
from coorg_forms.triage.states import DECIDED, STATES


def can_mark_duplicate(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may say that the request is the same as another one."""
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    if not request.is_open:
        return Verdict(_("This request has ended."))
    if correction_waits(request):
        return Verdict(CORRECTION_FIRST)
    return may(user, "link_supportrequest", request, reach)


@transaction.atomic
def mark_duplicate(
    *, user, request: SupportRequest, reference: str, version: int
) -> SupportRequest:
    """Close ``request`` as a duplicate. Whoever sent it is told that it is treated with another.

    Arguments:
        reference: of the other request. If that one is a duplicate itself, the link goes to the
            one that is kept.
        version: the version of ``request`` that the person saw.

    Returns:
        The request that is kept.

    Raises:
        Forbidden: not allowed.
        Incomplete: the other one is not found (out of reach looks the same) or will not do.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_mark_duplicate(user=user, request=request))
    _one_at_a_time(request)
    kept = _kept(user, request, reference)
    event = change(
        request,
        version=version,
        action="duplicated",
        actor=user,
        data={"other": kept.pk},
        state="closed",
        outcome="duplicate",
        duplicate_of=kept,
        closed_at=timezone.now(),
        **clock_fields(request, STATES["closed"]),
    )
    record(kept, action="joined", actor=user, data={"other": request.pk})
    outbox.post_to_requester(request, kind="update", cause=event)
    return kept


def can_separate(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may say that the request is no duplicate after all."""
    if request.outcome != "duplicate":
        return Verdict(_("This request is not closed as a duplicate."))
    return may(user, "link_supportrequest", request, reach)


@transaction.atomic
def separate(*, user, request: SupportRequest, version: int) -> SupportRequest:
    """Open a duplicate again, in the state in which it was closed, with a new promise.

    One that had been postponed goes back to the review: its date may be over.

    Raises:
        Forbidden: not allowed.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_separate(user=user, request=request))
    kept, target = request.duplicate_of, _state_before(request)
    change(
        request,
        version=version,
        action="separated",
        actor=user,
        data={"other": kept.pk},
        state=target.code,
        outcome="",
        duplicate_of=None,
        closed_at=None,
        **clock_fields(request, target),
    )
    record(kept, action="parted", actor=user, data={"other": request.pk})
    outbox.post_to_requester(request, kind="update")
    return request


def part_again(event: RequestEvent, *, actor) -> None:
    """After ``event``, which closed a duplicate, is undone: the other's history says so too."""
    kept = SupportRequest.objects.get(pk=event.data["other"])
    record(kept, action="parted", actor=actor, data={"other": event.request_id})


def _one_at_a_time(request: SupportRequest) -> None:
    """Two people who link requests of an establishment do so one after the other, so that no
    circle can close. Receiving requests does not wait for them."""
    rows = Establishment.objects.select_for_update(no_key=True)
    rows.get(pk=request.establishment_id)


def _kept(user, request: SupportRequest, reference: str) -> SupportRequest:
    """The request at the end of the chain that begins with ``reference``."""
    reachable = SupportRequest.objects.visible_to(user)
    other = reachable.filter(reference__iexact=reference.strip()).first()
    if other is None:
        raise Incomplete("reference", _("No request has this number."))
    kept = kept_of(other)
    if other == request or kept == request:
        raise Incomplete("reference", _why_circular(request, other))
    if kept.establishment_id != request.establishment_id:
        raise Incomplete("reference", _("Another establishment received that request."))
    if kept.quarantined_at:
        raise Incomplete("reference", _("That request is in quarantine: release it first."))
    if kept != other and not reachable.filter(pk=kept.pk).exists():
        raise Incomplete(
            "reference", _("That request is treated with one that your teams do not follow.")
        )
    return kept


def _why_circular(request: SupportRequest, other: SupportRequest) -> str:
    if other == request:
        return _("This is the request itself: give the number of the other one.")
    return _("%(reference)s is closed as a duplicate of this request already.") % {
        "reference": other.reference
    }


def _state_before(request: SupportRequest):
    closed = request.events.filter(action="duplicated").last()
    before = STATES.get(closed.from_state if closed else "", STATES["review"])
    return STATES["review"] if before.ended or before.clock == DECIDED else before
