"""How many requests each view holds, for its tab, and how many wait for a person, for the menu.

Kept a moment, found by indexes, and counted no further than anybody reads: the menu and the tabs
stand on every page. Whoever works in some territories is counted for in one pass over what is open;
whoever sees everything, view by view: nearly each is full soon, and the others have an index.
"""

from django.core.cache import cache
from django.db.models import Count

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.found import count_up_to
from coorg_forms.inbox.views_table import views_of
from coorg_forms.models import needs

#: How long a count may lag behind what colleagues do, in seconds. One's own acts show at once.
SECONDS = 20
#: A tab says "999+" of as many requests.
MANY = 1000


def counts(desk: Desk) -> dict[str, int]:
    """Code of a view → how many requests in reach it holds; ``MANY`` if there are more."""
    return cache.get_or_set(_key(desk.user, "counts"), lambda: _count(desk), SECONDS)


def waiting(desk: Desk, most: int) -> int:
    """How many requests wait for the very person (see ``needs.waits_for``); ``most`` if more."""
    return cache.get_or_set(_key(desk.user, "waiting"), lambda: _count_waiting(desk, most), SECONDS)


def on_tab(number: int) -> str:
    """As a tab says it: beyond a few hundred, "many" is all that there is to say."""
    return f"{MANY - 1}+" if number >= MANY else str(number)


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
    requests = desk.requests.open().order_by()
    if desk.reach.is_everywhere:
        each = {code: requests.filter(holds) for code, holds in conditions.items()}
        return {code: count_up_to(MANY, found) for code, found in each.items()}
    inside = {code: Count("pk", filter=holds) for code, holds in conditions.items()}
    return {code: min(number, MANY) for code, number in requests.aggregate(**inside).items()}
