"""How many requests each view holds, for its tab: one query over what is open, kept a moment."""

from django.core.cache import cache
from django.db.models import Count

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.views_table import views_of
from coorg_forms.models import needs

#: The key of what waits for the very person: see ``needs.waits_for``.
WAITING_FOR_ME = "waiting_for_me"
#: How long a count may lag behind what colleagues do, in seconds. One's own acts show at once.
SECONDS = 20


def counts(desk: Desk) -> dict[str, int]:
    """Code of a view → how many requests in reach it holds; and ``WAITING_FOR_ME``."""
    return cache.get_or_set(_key(desk.user), lambda: _count(desk), SECONDS)


def forget(user) -> None:
    """``user`` just changed something."""
    cache.delete(_key(user))


def _key(user) -> str:
    return f"coorg-forms-counts-{user.pk}"


def _count(desk: Desk) -> dict[str, int]:
    counted = [view for view in views_of(desk.user, desk.away) if view.counted]
    conditions = {view.code: view.holds(desk.user) for view in counted}
    conditions[WAITING_FOR_ME] = needs.waits_for(desk.user)
    return (
        desk.requests.open()
        .order_by()
        .aggregate(**{code: Count("pk", filter=holds) for code, holds in conditions.items()})
    )
