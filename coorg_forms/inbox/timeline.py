"""What happened to a request and what was written about it, in one list, with who reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.inbox import words
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.mentions import in_parts
from coorg_forms.inbox.routing.reason import why_here
from coorg_forms.inbox.sentences import sentence_of
from coorg_forms.models import (
    Attachment,
    Message,
    OutboxMessage,
    RequestEvent,
    SupportRequest,
)
from coorg_forms.operations.writing import name_of

#: Who reads what is written, in words that are always shown.
AUDIENCES = {
    "internal": gettext_lazy("Staff only"),
    "requester": gettext_lazy("The requester reads this"),
}


@dataclass(frozen=True)
class Entry:
    at: object
    when: str
    who: str
    sentence: str
    audience: str
    audience_label: str
    body: str = ""
    version: int = 0
    action: str = ""
    is_undone: bool = False
    """Taken back since, by who did it."""
    files: Sequence[Attachment] = ()
    told: Sequence[str] = ()
    """Names of the colleagues whom it mentions."""
    undelivered: Sequence[OutboxMessage] = ()
    """The mails that should have told of it."""

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The text, cut where it names a colleague."""
        return in_parts(self.body, self.told)


#: What the requester does, unless a member of staff did it in their name.
BY_REQUESTER = {
    *("received", "answered", "review_asked"),
    *("correction_asked", "correction_withdrawn"),
}

#: What tells of evaluations, and by whom: kept from whoever must not read them yet.
OF_EVALUATIONS = {
    *("evaluated", "evaluation_reopened", "conflict_declared", "conflict_withdrawn"),
    *("joint_noted", "band_chosen", "band_released"),
}


class Timeline:
    """
    Arguments:
        blind: leave out what the others did and wrote of the evaluation.
        undelivered: the mails of the request that were not delivered.
    """

    def __init__(
        self,
        request: SupportRequest,
        desk: Desk,
        *,
        blind: bool = False,
        undelivered: Sequence[OutboxMessage] = (),
    ):
        self.request, self.desk, self.blind = request, desk, blind
        self.undelivered = undelivered

    @cached_property
    def entries(self) -> list[Entry]:
        """Newest first."""
        told = {event.data.get("message") for event in self._events}
        alone = [message for message in self._messages.values() if message.pk not in told]
        entries = [self._of_event(event) for event in self._events if self._shows(event)]
        entries += [self._of_message(message) for message in alone]
        return sorted(entries, key=lambda entry: entry.at, reverse=True)

    @property
    def tells_a_decision(self) -> bool:
        return any("decision" in event.data for event in self._events)

    def since(self, version: int) -> list[Entry]:
        """What changed after a person saw ``version``, oldest first."""
        return [
            entry
            for entry in reversed(self.entries)
            if entry.version > version and entry.action != "noted"
        ]

    @property
    def why_here(self) -> str:
        """Why the request is with its team, in one sentence."""
        return why_here(self.request, self._events)

    def _shows(self, event: RequestEvent) -> bool:
        own = event.actor_id == self.desk.user.pk
        return own or not (self.blind and event.action in OF_EVALUATIONS)

    # Rows -------------------------------------------------------------------------------------

    @cached_property
    def _events(self) -> list[RequestEvent]:
        return list(self.request.events.all())

    @cached_property
    def _undone(self) -> set[int]:
        return {event.data["undone"] for event in self._events if event.action == "undone"}

    def event(self, key: int) -> RequestEvent | None:
        return next((event for event in self._events if event.pk == key), None)

    def sentence(self, event: RequestEvent) -> str:
        """What the history says of ``event``."""
        return str(sentence_of(self, event))

    @cached_property
    def _messages(self) -> dict[int, Message]:
        return {message.pk: message for message in self.request.messages.all()}

    @cached_property
    def _people(self) -> dict[int, str]:
        keys = {event.data["assignee"] for event in self._events if event.data.get("assignee")}
        keys.update(*(event.data.get("mentioned", ()) for event in self._events))
        if not keys:
            return {}
        return {
            person.pk: name_of(person) for person in get_user_model().objects.filter(pk__in=keys)
        }

    @cached_property
    def _others(self) -> dict[int, str]:
        keys = {event.data["other"] for event in self._events if event.data.get("other")}
        if not keys:
            return {}
        return dict(self.desk.requests.filter(pk__in=keys).values_list("pk", "reference"))

    def reference(self, pk) -> str:
        """Of another request; out of the person's reach, it has none."""
        return self._others.get(pk) or _("a request of another team")

    def _of_event(self, event: RequestEvent) -> Entry:
        message = self._messages.get(event.data.get("message"))
        audience = message.audience if message else "internal"
        is_undone = event.pk in self._undone
        return Entry(
            at=event.at,
            when=words.at_moment(event.at),
            who=self._who(event),
            sentence=self.sentence(event),
            audience=audience,
            audience_label=str(AUDIENCES.get(audience, audience)),
            body=message.body if message and not is_undone else "",
            version=event.version,
            action=event.action,
            is_undone=is_undone,
            files=self._files_of(message) if not is_undone else (),
            told=[self.person(key) for key in event.data.get("mentioned", ())],
            undelivered=[mail for mail in self.undelivered if mail.cause_id == event.pk],
        )

    def _of_message(self, message: Message) -> Entry:
        return Entry(
            at=message.created_at,
            when=words.at_moment(message.created_at),
            who=message.author_name,
            sentence=message.get_kind_display(),
            audience=message.audience,
            audience_label=str(AUDIENCES.get(message.audience, message.audience)),
            body=message.body,
            files=self._files_of(message),
        )

    def _files_of(self, message: Message | None) -> list[Attachment]:
        if message is None:
            return []
        return [file for file in self.request.files.all() if file.message_id == message.pk]

    def _who(self, event: RequestEvent) -> str:
        if event.actor_name:
            return event.actor_name
        return _("The requester") if event.action in BY_REQUESTER else _("The system")

    def person(self, pk) -> str:
        return self._people.get(pk) or _("someone who has left")
