"""A request as whoever asked is told of it: what staff may still undo is not told yet."""

import copy
from datetime import timedelta

from django.utils import timezone
from django.utils.functional import cached_property

from coorg_forms.models.event import RequestEvent
from coorg_forms.models.message import Message
from coorg_forms.models.support_request import SupportRequest

#: No act is held for longer, in seconds.
LONGEST_HOLD = 3600


#: After each, what was said with the one before explains nothing any more.
_TURNS = ("moved", "answered", "duplicated", "separated")


class Told:
    """What the requester may know of ``stored`` now."""

    def __init__(self, stored: SupportRequest):
        self.stored = stored

    @cached_property
    def request(self) -> SupportRequest:
        """The request as it was before what is held: to be read, never saved."""
        shown = copy.copy(self.stored)
        for event in reversed(self._held):
            for column, value in columns(event.before).items():
                setattr(shown, column, value)
        return shown

    @property
    def is_doubted(self) -> bool:
        """Quarantine and spam do not show: a person looks at them first."""
        return self.request.outcome == "spam" or self.request.quarantined_at is not None

    @property
    def messages(self):
        """What was written for the requester and not taken back, oldest first."""
        held = [event.data["message"] for event in self._held if "message" in event.data]
        written = self.stored.messages.filter(audience="requester", withdrawn_at=None)
        return written.exclude(pk__in=held)

    @cached_property
    def reason(self) -> Message | None:
        """What staff wrote with the last move, as long as the state that it explains lasts."""
        last = next((event for event in reversed(self._events) if self._is_told(event)), None)
        if last is None or last.action != "moved":
            return None
        return self.messages.filter(pk=last.data.get("message")).first()

    @cached_property
    def _events(self) -> list[RequestEvent]:
        return list(self.stored.events.filter(action__in=_TURNS))

    @cached_property
    def _undone(self) -> set[int]:
        return set(
            self.stored.events.filter(action="undone").values_list("data__undone", flat=True)
        )

    @cached_property
    def _held(self) -> list[RequestEvent]:
        """Acts that may still be undone, oldest first."""
        now = timezone.now()
        since = now - timedelta(seconds=LONGEST_HOLD)
        held = self.stored.events.filter(hold__gt=0, at__gt=since)
        return [event for event in held if event.held_until > now and event.pk not in self._undone]

    def _is_told(self, event: RequestEvent) -> bool:
        return event.pk not in self._undone and event not in self._held


def columns(before: dict) -> dict:
    """The values that an event kept, by column of the request.

    One that the request has no more, since an update of the software, is left out.
    """
    known = {field.name for field in SupportRequest._meta.concrete_fields}
    fields = {name: SupportRequest._meta.get_field(name) for name in before if name in known}
    return {
        field.attname: before[name] if field.is_relation else field.to_python(before[name])
        for name, field in fields.items()
    }
