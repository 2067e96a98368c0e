"""How many requests each view holds, for its tab, and how many wait for a person, for the menu.

One query each over what is open, kept a moment. The menu stands on every page: its number is found
by indexes and stops where nobody counts any more.
"""

from django.core.cache import cache
from django.db.models import Count

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.paginator import count_up_to
from coorg_forms.inbox.views_table import views_of
from coorg_forms.models import needs

#: How long a count may lag behind what colleagues do, in seconds. One's own acts show at once.
SECONDS = 20


def counts(desk: Desk) -> dict[str, int]:
    """Code of a view → how many requests in reach it holds."""
    return cache.get_or_set(_key(desk.user, "counts"), lambda: _count(desk), SECONDS)


def waiting(desk: Desk, most: int) -> int:
    """How many requests wait for the very person (see ``needs.waits_for``); ``most`` if more."""
    return cache.get_or_set(_key(desk.user, "waiting"), lambda: _count_waiting(desk, most), SECONDS)


def forget(user) -> None:
    """``user`` just changed something."""
    cache.delete_many([_key(user, "counts"), _key(user, "waiting")])


def _key(user, what: str) -> str:
    return f"coorg-forms-{what}-{user.pk}"


def _count_waiting(desk: Desk, most: int) -> int:
    return count_up_to(most, desk.requests.open().filter(needs.waits_for(desk.user)))


def _count(desk: Desk) -> dict[str, int]:
    counted = [view for view in views_of(desk.user, desk.away) if view.counted]
    conditions = {view.code: view.holds(desk.user) for view in counted}
    return (
        desk.requests.open()
        .order_by()
        .aggregate(**{code: Count("pk", filter=holds) for code, holds in conditions.items()})
    )
