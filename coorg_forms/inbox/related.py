"""Other requests at hand while one reads: perhaps the same one, of the same group, of the place.

Only what is in the person's reach, three queries in all, each by an index.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coorg_forms.inbox import words
from coorg_forms.inbox.desk import Desk
from coorg_forms.models import SupportRequest
from coorg_forms.questions.likeness import likeness

#: As many of each at most; the search shows the others.
MOST = 5
#: As many are compared at most.
COMPARED = 50
#: Two requests this far apart may be the same.
CLOSE = timedelta(days=60)
#: From so much on two summaries may say the same thing, in hundredths.
ALIKE = 50


@dataclass(frozen=True)
class Related:
    reference: str
    summary: str
    language: str
    who: str
    state: str
    received: str
    remark: str = ""
    """Why it may be the same request."""


class Relations:
    """The requests around ``request``, for whoever sits at ``desk``."""

    def __init__(self, desk: Desk, request: SupportRequest):
        self.desk, self.request = desk, request

    @cached_property
    def likely(self) -> list[Related]:
        """Of the same group, close in time, with a similar summary: the most similar first."""
        return [self._shown(other, _why(self.request, other)) for other in self._likely]

    @cached_property
    def same_group(self) -> list[Related]:
        """The newest others of a group of the same name, accents and signs apart."""
        return self._newest("organization_key", self._likely)

    @cached_property
    def same_place(self) -> list[Related]:
        """The newest of other groups of the same place."""
        return self._newest("place_key", [], of_others=True)

    @cached_property
    def _likely(self) -> list[SupportRequest]:
        day, name = self.request.received_at, self.request.organization_key
        if not name or self.request.duplicate_of_id:
            return []
        near = self._others.filter(
            organization_key=name, received_at__range=(day - CLOSE, day + CLOSE)
        ).exclude(outcome="duplicate")
        compared = [
            (likeness(self.request.summary, other.summary), other) for other in near[:COMPARED]
        ]
        alike = [pair for pair in compared if pair[0] >= ALIKE]
        return [other for _score, other in sorted(alike, key=lambda pair: -pair[0])][:MOST]

    def _newest(self, key: str, without: Iterable[SupportRequest], *, of_others: bool = False):
        value, found = getattr(self.request, key), self._others
        if not value:
            return []
        if of_others:
            found = found.exclude(organization_key=self.request.organization_key or None)
        shown = {other.pk for other in without}
        newest = found.filter(**{key: value})[: MOST + len(shown)]
        return [self._shown(other) for other in newest if other.pk not in shown][:MOST]

    @property
    def _others(self):
        others = self.desk.requests.outside_quarantine().exclude(pk=self.request.pk)
        return others.defer("answers", "search_text").order_by("-received_at", "-pk")

    def _shown(self, other: SupportRequest, remark: str = "") -> Related:
        return Related(
            reference=other.reference,
            summary=other.summary,
            language=other.language,
            who=other.organization,
            state=words.state_label(other),
            received=words.received_ago(other),
            remark=remark,
        )


def _why(request: SupportRequest, other: SupportRequest) -> str:
    """What makes it look the same."""
    days = abs((request.received_at - other.received_at).days)
    if not days:
        return _("Same organization, similar summary, sent within a day of each other")
    return ngettext(
        "Same organization, similar summary, %(days)s day apart",
        "Same organization, similar summary, %(days)s days apart",
        days,
    ) % {"days": days}
