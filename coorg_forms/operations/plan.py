"""Say by when the next step of an accompaniment is."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.models import SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.writing import change, compare, require


def can_plan(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may set the date of the next step."""
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    if not request.known_state.has_next_step:
        return Verdict(
            _("Not possible from the state “%(state)s”.") % {"state": request.known_state.label}
        )
    return may(user, "move_supportrequest", request, reach)


@transaction.atomic
def plan(*, user, request: SupportRequest, due_on: date | None, version: int) -> SupportRequest:
    """Set the date of the next step, which the requester reads; None when none is planned.

    Arguments:
        version: the version of the request that the person saw.

    Raises:
        Forbidden: not allowed, or a day that is past.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_plan(user=user, request=request))
    if due_on and due_on < timezone.localdate():
        raise Forbidden(_("Choose today or a later day."))
    change(
        request,
        version=version,
        action="planned",
        actor=user,
        data={"due": due_on.isoformat() if due_on else ""},
        due_on=due_on,
    )
    return request
