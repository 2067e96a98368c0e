"""Take back what one has just done, as long as nobody built upon it nor was told of it outside.

History keeps both: what was done, and that it was undone.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.delivery import outbox
from coorg_forms.models import Message, RequestEvent, SupportRequest
from coorg_forms.models.told import LONGEST_HOLD, columns
from coorg_forms.models.written_keys import as_text
from coorg_forms.operations import words
from coorg_forms.operations.duplicate import part_again
from coorg_forms.operations.permission import Verdict
from coorg_forms.operations.writing import change, name_of, record, require

#: What can be undone: action → what to do instead once it is too late.
TOO_LATE = {
    "moved": gettext_lazy(
        "Too late to undo: whoever asked can see it now. Move the request on from where it stands, "
        "reopen it if it has ended, or write to them."
    ),
    "replied": gettext_lazy(
        "Too late to undo: the message has left. Write another one to correct it."
    ),
    "routed": gettext_lazy("Too late to undo: the team has been told. It can route it again."),
    "released": gettext_lazy("Too late to undo: put the request in quarantine again."),
    "taken": gettext_lazy("Too late to undo: give the request back to the team."),
    "assigned": gettext_lazy("Too late to undo: assign the request to someone else."),
    "unassigned": gettext_lazy("Too late to undo: take the request or assign it."),
    "quarantined": gettext_lazy("Too late to undo: release the request from quarantine."),
    "spam": gettext_lazy("Too late to undo: release the request from quarantine."),
    "noted": gettext_lazy("Too late to undo: write another note to correct it."),
    "duplicated": gettext_lazy(
        "Too late to undo: whoever asked can see it now. Say “Not a duplicate” to open it again."
    ),
}

#: What an event that can be undone may hold; with anything else, more happened than is known here.
_KNOWN = {
    *("move", "assignee", "territory", "service", "team", "message", "reasons", "added"),
    *("mentioned", "other", "also"),
}


def last_act(*, user, request: SupportRequest) -> RequestEvent | None:
    """The last thing that ``user`` did to ``request``."""
    return request.events.filter(actor=user).last()


def can_undo(*, user, request: SupportRequest, event: RequestEvent) -> Verdict:
    """Whether ``user`` may take ``event`` back now."""
    if event.actor_id != user.pk or event.request_id != request.pk:
        return Verdict(_("Only whoever did it can undo it."))
    if event.action not in TOO_LATE or set(event.data) - _KNOWN:
        return Verdict(_("This cannot be undone."))
    if request.events.filter(action="undone", data__undone=event.pk).exists():
        return Verdict(_("This is undone already."))
    if event.action != "noted" and event.version != request.version:
        return Verdict(_("The request has changed since: what you did stays."))
    if seconds_left(event) <= 0 or event.mails.exclude(status="pending", attempts=0).exists():
        return Verdict(str(TOO_LATE[event.action]))
    return Verdict()


def seconds_left(event: RequestEvent) -> int:
    """For how long ``event`` can be undone yet: until it is told outside, or for an hour."""
    until = event.held_until if event.hold else event.at + timedelta(seconds=LONGEST_HOLD)
    if event.action in ("moved", "replied", "duplicated"):
        until = event.held_until
    return round((until - timezone.now()).total_seconds())


@transaction.atomic
def undo(*, user, request: SupportRequest, event: RequestEvent) -> Message | None:
    """Take ``event`` back: the request as it was, its mails cancelled, its words withdrawn.

    Returns:
        What was written with it, to be offered again as a draft; None when nothing was.

    Raises:
        Forbidden: not one's own, not to be undone, or too late.
        StaleRequest: someone else changed the request meanwhile.
    """
    require(can_undo(user=user, request=request, event=event))
    data = {"undone": event.pk}
    if event.action == "noted":
        record(request, action="undone", actor=user, data=data)
    else:
        _restore(request, event, actor=user, data=data)
    if event.action == "duplicated":
        part_again(event, actor=user)
    _take_back_elsewhere(event, user)
    if not outbox.call_back(event):
        require(Verdict(str(TOO_LATE[event.action])))
    return _withdraw(event)


def _restore(request, event, *, actor, data):
    values, routed_to = columns(event.before), request.territory_id
    if "assignee_id" in values:
        person = get_user_model().objects.filter(pk=values["assignee_id"]).first()
        values["assignee_name"] = name_of(person)
    if "territory_id" in values:
        values["other_territories"] = _others(request, event, values["territory_id"])
    change(request, version=event.version, action="undone", actor=actor, data=data, **values)
    if event.data.get("added"):
        request.territories.remove(routed_to)


def _others(request, event, territory: int | None) -> str:
    """What else the request names once ``territory`` answers for it again."""
    added = request.territory_id if event.data.get("added") else None
    others = request.territories.exclude(pk__in=filter(None, [territory, added]))
    return as_text(others.values_list("pk", flat=True))


def _take_back_elsewhere(event, user):
    """The same words that were sent to the requesters of duplicates."""
    for other in RequestEvent.objects.filter(pk__in=event.data.get("also", [])):
        undo(user=user, request=other.request, event=other)


def _withdraw(event) -> Message | None:
    message = Message.objects.filter(pk=event.data.get("message")).first()
    if message:
        words.withdraw(message)
    return message
