"""The indexes of the list of requests: one for each order, over what is open and over what ended.

Each also holds the facts that views, filters and reach ask about, so that a database walks past the
rows that do not match without reading them: 50,000 open requests in a few milliseconds. What ended
grows for ever: there, ``facet`` leads straight to the rows of a filter (see ``facets``).
"""

from django.db.models import Index, Q

from coorg_forms.models.other_territories import NAMES_OTHERS

#: What is asked about a request before it is shown, what is asked most first, and what lists are
#: sorted by.
_FACTS = (
    "closed_at",
    "quarantined_at",
    "state",
    "territory",
    "service",
    "establishment",
    "assignee",
    "other_territories",
    "due_on",
    "answered_at",
    "score_state",
    "evaluated",
    "band",
    "language",
    "channel",
    "due_key",
    "score_key",
    "received_at",
    "id",
)

_OPEN = {
    "coorg_open_due": ("due_key", "received_at", "id"),
    "coorg_open_received": ("received_at", "id"),
    "coorg_open_score": ("score_key", "due_key", "id"),
    "coorg_open_territory": ("territory", "due_key", "received_at", "id"),
    "coorg_open_assignee": ("assignee", "due_key", "received_at", "id"),
}

#: Open requests that are few in number and that a view lists, or that other teams may read too.
_RARE = {
    "coorg_answered": Q(answered_at__isnull=False),
    "coorg_quarantined": Q(quarantined_at__isnull=False),
    "coorg_open_others": NAMES_OTHERS,
    "coorg_unrouted": Q(territory__isnull=True) | Q(service__isnull=True),
}

_ENDED = {
    "coorg_ended_due": ("due_key", "received_at", "id"),
    "coorg_ended_received": ("-received_at", "-id"),
    "coorg_ended_score": ("score_key", "due_key", "id"),
    "coorg_ended_territory": ("territory", "-received_at", "-id"),
    "coorg_ended_assignee": ("assignee", "-received_at", "-id"),
    "coorg_ended_facet": ("facet", "territory", "-received_at", "-id"),
}

#: How the newest requests of the same group or place are found.
_RELATED = {
    "coorg_same_group": ("organization_key", "-received_at", "-id"),
    "coorg_same_place": ("place_key", "-received_at", "-id"),
}


def _listed(name: str, fields: tuple[str, ...], condition: Q) -> Index:
    leading = {field.removeprefix("-") for field in fields}
    facts = [fact for fact in _FACTS if fact not in leading]
    return Index(fields=[*fields, *facts], name=name, condition=condition)


_IS_OPEN, _HAS_ENDED = Q(closed_at__isnull=True), Q(closed_at__isnull=False)


REQUEST_INDEXES = [
    *(_listed(name, fields, _IS_OPEN) for name, fields in _OPEN.items()),
    *(_listed(name, ("received_at", "id"), _IS_OPEN & rare) for name, rare in _RARE.items()),
    *(_listed(name, fields, _HAS_ENDED) for name, fields in _ENDED.items()),
    *(Index(fields=fields, name=name) for name, fields in _RELATED.items()),
    _listed("coorg_ended_others", _ENDED["coorg_ended_facet"], _HAS_ENDED & NAMES_OTHERS),
    Index(
        fields=["duplicate_of"],
        name="coorg_duplicates",
        condition=Q(duplicate_of__isnull=False),
    ),
]
