"""Other requests of the same organization, at hand while one reads: perhaps the same twice."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from coorg_forms.inbox import words
from coorg_forms.inbox.desk import Desk
from coorg_forms.models import SupportRequest
from coorg_forms.models.request_queryset import fold_for_search

#: As many at most; the search shows the others.
MOST = 5
#: Two requests this far apart may be the same.
CLOSE = timedelta(days=60)


@dataclass(frozen=True)
class Related:
    reference: str
    summary: str
    language: str
    state: str
    received: str
    remark: str = ""
    """Why it may be the same request."""


def related(desk: Desk, request: SupportRequest) -> list[Related]:
    """The newest requests in reach of an organization of the same name, accents and signs apart."""
    name = fold_for_search(request.organization)
    if not name:
        return []
    found = desk.requests.search(name).exclude(pk=request.pk).exclude(outcome="spam")
    newest = found.defer("answers", "search_text").order_by("-received_at", "-pk")[: MOST * 4]
    same = [other for other in newest if fold_for_search(other.organization) == name]
    return [_related(request, other) for other in same[:MOST]]


def _related(request: SupportRequest, other: SupportRequest) -> Related:
    return Related(
        reference=other.reference,
        summary=other.summary,
        language=other.language,
        state=words.state_label(other),
        received=words.received_ago(other),
        remark=_("Close in time, with words in common") if _is_like(request, other) else "",
    )


def _is_like(request: SupportRequest, other: SupportRequest) -> bool:
    """Received within two months of each other, half of the words of the shorter summary shared."""
    said, also = (set(fold_for_search(one.summary).split()) for one in (request, other))
    shorter = min(len(said), len(also))
    return (
        abs(request.received_at - other.received_at) <= CLOSE
        and shorter > 0
        and len(said & also) * 2 >= shorter
    )
