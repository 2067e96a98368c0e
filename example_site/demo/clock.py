"""The demo's past. Only the demo may do this.

Operations stamp what they write with the present. A demo in which everything happened in the same
second would show nothing, so after each operation the rows that it has just stamped are set back,
here, past the rule that events never change and that only operations write requests. References
keep the year of the load.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from coorg_forms.models import FormVersion, RefusalReview, RequestEvent, SupportRequest
from coorg_forms.operations.promises import clock_fields, due_date, from_day

#: A few days before the oldest request.
VERSIONS_AGE = timedelta(days=100)

_STAMPS = ("received_at", "closed_at", "quarantined_at", "first_contact_at", "decided_at")


class Clock:
    def __init__(self):
        self.start = timezone.now()

    def moments(self, age: int, steps: int, chance: random.Random) -> Iterator[datetime]:
        """When a request of ``age`` days was received, then when each step happened."""
        moment = self._at(age, chance.randrange(7, 22), chance)
        yield moment
        days = sorted(chance.uniform(0.05, 0.8) * min(age, 7 * steps) for _step in range(steps))
        for passed in days:
            later = self._at(age - passed, chance.randrange(9, 17), chance)
            moment = min(max(later, moment + timedelta(minutes=25)), self._latest())
            yield moment

    def set_back(
        self, request: SupportRequest, moment: datetime, before: SupportRequest | None = None
    ) -> None:
        """Have everything stamped since the load began happen at ``moment``.

        Arguments:
            before: the request as it stood before the operation.
        """
        row = SupportRequest.objects.get(pk=request.pk)
        stamped = [name for name in _STAMPS if (getattr(row, name) or moment) >= self.start]
        for name in stamped:
            setattr(row, name, moment)
        row.save(update_fields=[*stamped, *self._set_clock_back(row, moment, before)])
        self._set_back_decisions(request, row, moment)
        told = RequestEvent.objects.filter(request__in=[row.pk, row.duplicate_of_id])
        _rewrite(told.filter(at__gte=self.start), at=moment)
        request.messages.filter(created_at__gte=self.start).update(created_at=moment)
        request.outbox.filter(created_at__gte=self.start).update(
            status="sent",
            attempts=1,
            created_at=moment,
            next_attempt_at=moment,
            sent_at=moment + timedelta(seconds=40),
        )

    def _set_clock_back(self, row, moment, before) -> list[str]:
        """The promises as they would have been made at ``moment``. Returns the columns written."""
        if before is None:
            row.due_on = due_date(row, row.known_state)
            return ["due_on"]
        if before.state == row.state:
            return []
        promised = clock_fields(before, row.known_state, now=moment)
        for name, value in promised.items():
            setattr(row, name, value)
        return list(promised)

    def _set_back_decisions(self, request: SupportRequest, row, moment: datetime) -> None:
        """What was decided, evaluated or asked for; a first contact is counted from then."""
        request.evaluations.filter(submitted_at__gte=self.start).update(
            submitted_at=moment - timedelta(minutes=10)
        )
        RefusalReview.objects.filter(decision__request=request, asked_at__gte=self.start).update(
            asked_at=moment
        )
        made = request.decisions.filter(decided_at__gte=self.start)
        if not made:
            return
        day = from_day(row, timezone.localdate(moment), 10)
        _rewrite(made.filter(kind="accepted"), contact_by=day)
        _rewrite(made, decided_at=moment)
        row.due_on = request.decisions.first().promised_on
        row.save(update_fields=["due_on"])

    def fail_acknowledgement(self, request: SupportRequest) -> None:
        """The requester's server refused the mail: staff see it and can send it again."""
        request.outbox.filter(kind="acknowledgement").update(
            status="failed", attempts=8, sent_at=None, last_error="SMTPRecipientsRefused 550"
        )

    def set_back_versions(self) -> None:
        """The forms were published before the first request."""
        _rewrite(FormVersion.objects.all(), published_at=self.start - VERSIONS_AGE)

    def _at(self, days_ago: float, hour: int, chance: random.Random) -> datetime:
        day = timezone.localtime(self.start) - timedelta(days=days_ago)
        moment = day.replace(hour=hour, minute=chance.randrange(60), second=chance.randrange(60))
        return min(moment, self._latest())

    def _latest(self) -> datetime:
        return self.start - timedelta(minutes=2)


def _rewrite(rows: QuerySet, **values) -> None:
    """Update rows of a table that only grows: its own ``update`` refuses."""
    QuerySet.update(rows, **values)
