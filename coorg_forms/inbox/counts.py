"""How many requests each view holds, for its tab: one query over what is open, kept a moment."""

from django.core.cache import cache
from django.db.models import Count

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.views_table import views_of

#: How long a count may lag behind what colleagues do, in seconds. One's own acts show at once.
SECONDS = 20


def counts(desk: Desk) -> dict[str, int]:
    """Code of a view → how many requests in reach it holds."""
    return cache.get_or_set(_key(desk.user), lambda: _count(desk), SECONDS)


def forget(user) -> None:
    """``user`` just changed something."""
    cache.delete(_key(user))


def _key(user) -> str:
    return f"coorg-forms-counts-{user.pk}"


def _count(desk: Desk) -> dict[str, int]:
    counted = [view for view in views_of(desk.user, desk.away) if view.counted]
    open_ones = desk.requests.open().order_by()
    return open_ones.aggregate(
        **{view.code: Count("pk", filter=view.holds(desk.user)) for view in counted}
    )
