"""Say who looks after a request: take it oneself, give it to someone, or give it back."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.models import Membership, SupportRequest
from coorg_forms.models.absence import standing_in
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import AlreadyTaken, Forbidden, StaleRequest
from coorg_forms.operations.permission import Verdict, may, who_hold
from coorg_forms.operations.writing import change, compare, name_of, require


def can_take(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may take a request that nobody looks after."""
    if request.assignee_id:
        return Verdict(_("%(name)s looks after this request.") % {"name": request.assignee_name})
    return _is_assignable(request) and may(user, "take_supportrequest", request, reach)


@transaction.atomic
def take(*, user, request: SupportRequest) -> SupportRequest:
    """Look after a request oneself. Of several people who try at once, one succeeds.

    Raises:
        AlreadyTaken: someone else was first.
        Forbidden: not allowed.
    """
    current = SupportRequest.objects.get(pk=request.pk)
    if current.assignee_id and current.assignee_id != user.pk:
        raise AlreadyTaken(current.assignee_name)
    require(can_take(user=user, request=current))
    try:
        _assign(current, user, action="taken", actor=user, version=current.version)
    except StaleRequest:
        winner = SupportRequest.objects.get(pk=request.pk)
        if winner.assignee_id:
            raise AlreadyTaken(winner.assignee_name) from None
        raise
    return current


def can_assign(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may say who looks after the request."""
    return _is_assignable(request) and may(user, "assign_supportrequest", request, reach)


@transaction.atomic
def assign(*, user, request: SupportRequest, assignee, version: int) -> SupportRequest:
    """Give the request to a colleague who may act on it.

    Arguments:
        assignee: one of ``assignable(request)``.
        version: the version that the person saw.

    Raises:
        Forbidden: not allowed, or the colleague has no access to the request.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_assign(user=user, request=request))
    if assignee.pk not in {person.pk for person in assignable(request)}:
        raise Forbidden(_("This person does not work in the team of this request."))
    _assign(request, assignee, action="assigned", actor=user, version=version)
    return request


def can_unassign(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may give the request back to the team."""
    if not request.assignee_id:
        return Verdict(_("Nobody looks after this request."))
    capability = (
        "take_supportrequest" if request.assignee_id == user.pk else "assign_supportrequest"
    )
    return _is_assignable(request) and may(user, capability, request, reach)


@transaction.atomic
def unassign(*, user, request: SupportRequest, version: int) -> SupportRequest:
    """Give the request back to the team.

    Raises:
        Forbidden: not allowed.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_unassign(user=user, request=request))
    change(
        request,
        version=version,
        action="unassigned",
        actor=user,
        data={"assignee": request.assignee_id},
        assignee=None,
        assignee_name="",
    )
    return request


def assignable(request: SupportRequest) -> list:
    """The people who may look after ``request``: its team's members who may take requests, and
    those who replace them today."""
    if request.is_unrouted:
        return []
    in_charge = Membership.objects.current().filter(
        team__territories=request.territory_id, team__services=request.service_id
    )
    members = set(in_charge.values_list("user", flat=True))
    keys = members | standing_in(members, request.establishment_id)
    people = get_user_model().objects.filter(pk__in=keys, is_active=True)
    able = who_hold(people, "view_supportrequest", "take_supportrequest")
    return list(able.order_by("last_name", "first_name", "pk"))


def _is_assignable(request: SupportRequest) -> Verdict:
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    if not request.is_open:
        return Verdict(_("This request has ended."))
    if request.is_unrouted:
        return Verdict(_("Route the request to a territory first."))
    return Verdict()


def _assign(request, person, *, action, actor, version):
    change(
        request,
        version=version,
        action=action,
        actor=actor,
        data={"assignee": person.pk},
        assignee=person,
        assignee_name=name_of(person),
    )
