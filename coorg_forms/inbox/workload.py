"""Who looks after how much: one query over the open requests in reach."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from coorg_forms.inbox.selection import list_url
from coorg_forms.models import needs
from coorg_forms.triage.states import OPEN, STATES


@dataclass(frozen=True)
class Load:
    name: str
    url: str
    """The list of their open requests."""
    open: int
    late: int
    week: int
    states: list[int]
    """How many in each open state, in the order of the table of states."""


def workload(requests, user) -> list[Load]:
    """The load of each person in ``requests``, the fullest first, then what nobody has."""
    sums = {
        "open": Count("pk"),
        "late": Count("pk", filter=needs.late(user)),
        "week": Count("pk", filter=needs.this_week(user)),
        **{f"in_{code}": Count("pk", filter=Q(state=code)) for code in OPEN},
    }
    rows = (
        requests.filter(needs.OPEN)
        .order_by()
        .values("assignee", "assignee__first_name", "assignee__last_name", "assignee__username")
        .annotate(**sums)
    )
    loads = [_load(row) for row in rows]
    return sorted(loads, key=lambda load: (load.name == _("Nobody yet"), -load.open, load.name))


def state_labels() -> list[str]:
    return [str(STATES[code].label) for code in OPEN]


def _load(row: dict) -> Load:
    whole = f"{row['assignee__first_name'] or ''} {row['assignee__last_name'] or ''}".strip()
    name = (whole or row["assignee__username"]) if row["assignee"] else _("Nobody yet")
    query = urlencode({"assignee": row["assignee"] or "nobody"})
    states = [row[f"in_{code}"] for code in OPEN]
    url = f"{list_url('open')}?{query}"
    return Load(name, url, row["open"], row["late"], row["week"], states)
