"""What a member of staff should turn to: conditions on the requests in their reach.

The home of the admin, the tabs of the inbox, the number in the menu and the reminders by mail all
count by these.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OPEN = Q(closed_at__isnull=True, quarantined_at__isnull=True)
#: How far ahead one looks.
AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Need:
    code: str
    """Also the code of the view of the inbox that lists them."""
    label: object
    holds: Callable[[object], Q]
    """``user`` → the condition on the requests in reach."""
    capability: str = ""
    """Only its holders have the need."""
    is_urgent: bool = False

    def is_for(self, user) -> bool:
        return not self.capability or user.has_perm(f"coorg_forms.{self.capability}")


def late(user) -> Q:
    return OPEN & Q(due_on__lt=timezone.localdate())


def this_week(user) -> Q:
    today = timezone.localdate()
    return OPEN & Q(due_on__gte=today, due_on__lt=today + AHEAD)


def answered(user) -> Q:
    """The requester answered, and nobody wrote or moved the request since."""
    return OPEN & Q(answered_at__isnull=False)


def mine(user) -> Q:
    return OPEN & Q(assignee=user)


def to_triage(user) -> Q:
    """What was postponed comes back at its date."""
    back = Q(state="postponed", due_on__lte=timezone.localdate())
    return OPEN & (Q(state__in=("received", "review")) | back)


def to_route(user) -> Q:
    return OPEN & (Q(territory=None) | Q(service=None))


def in_quarantine(user) -> Q:
    return Q(closed_at__isnull=True, quarantined_at__isnull=False)


NEEDS = {
    need.code: need
    for need in (
        Need("late", _("Late"), late, is_urgent=True),
        Need("answered", _("Answers that came back"), answered, is_urgent=True),
        Need("week", _("Due within seven days"), this_week),
        Need("mine", _("Mine"), mine),
        Need("triage", _("To triage"), to_triage),
        Need("route", _("To route"), to_route, "route_supportrequest", is_urgent=True),
        Need("quarantine", _("Quarantine"), in_quarantine, "quarantine_supportrequest"),
    )
}

#: Whoever holds none of these only reads: nothing needs them.
ACTS = (
    "route_supportrequest",
    "take_supportrequest",
    "assign_supportrequest",
    "move_supportrequest",
)


def needs_of(user) -> list[Need]:
    """What may need ``user``, in the order of the table; nothing for whoever only reads."""
    if not any(user.has_perm(f"coorg_forms.{act}") for act in ACTS):
        return []
    return [need for need in NEEDS.values() if need.is_for(user)]


def waits_for(user) -> Q:
    """The condition on the requests in reach that wait for this very person.

    What they look after and can move on, what nobody has taken yet in their territories, and for
    whoever routes, what nobody answers for. Who oversees a whole establishment is not told of
    everything that its teams may take.
    """
    condition = mine(user) & ~Q(state="info_needed")
    if user.has_perm("coorg_forms.route_supportrequest"):
        condition |= to_route(user)
    oversees = user.has_perm("coorg_forms.view_whole_establishment")
    if user.has_perm("coorg_forms.take_supportrequest") and not oversees:
        condition |= OPEN & Q(assignee=None, state__in=("received", "review", "accepted"))
    return condition
