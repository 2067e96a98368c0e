"""What the history says of each event: the action gives the sentence."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.inbox import words
from coorg_forms.models import RefusalReview, RequestEvent, Service, SupportRequest, Territory
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.states import STATES

if TYPE_CHECKING:
    from coorg_forms.inbox.timeline import Timeline

#: code of ``operations.NOTICES`` → what the history says of it.
KNOWN_BY = {
    "read": gettext_lazy("The collection notice was read aloud."),
    "paper": gettext_lazy("The collection notice stood on the paper."),
    "later": gettext_lazy("The collection notice is still to be given."),
}


def sentence_of(timeline: "Timeline", event: RequestEvent) -> str:
    """What the history says of ``event``, to whoever reads ``timeline``."""
    return SENTENCES.get(event.action, _plain)(timeline, event)


def _plain(timeline, event):
    return event.get_action_display()


def _received(timeline, event):
    if reasons := event.data.get("reasons"):
        return _("Request received and put in quarantine. %(reasons)s") % {
            "reasons": " ".join(words.suspicions(reasons))
        }
    if earlier := event.data.get("earlier"):
        return _("Request received. The same form was sent before as %(reference)s.") % {
            "reference": earlier
        }
    if event.data.get("channel"):
        return _entered(event)
    return _("Request received")


def _entered(event):
    """Someone of the staff wrote it down."""
    told = {
        "channel": dict(SupportRequest.CHANNELS).get(event.data["channel"], ""),
        "notice": KNOWN_BY.get(event.data.get("notice"), ""),
    }
    if event.data.get("on_behalf"):
        return _("Request entered, someone spoke for the requester: %(channel)s. %(notice)s") % told
    return _("Request entered: %(channel)s. %(notice)s") % told


def _moved(timeline, event):
    move = MOVES.get(event.data.get("move"))
    return _("%(move)s: %(before)s → %(after)s") % {
        "move": move.label if move else _("State changed"),
        "before": _state(event.from_state),
        "after": _state(event.to_state),
    }


def _state(code):
    return STATES[code].label if code in STATES else code


def _assigned(timeline, event):
    return _("Assigned to %(name)s") % {"name": timeline.person(event.data.get("assignee"))}


def _unassigned(timeline, event):
    if event.data.get("assignee") == event.actor_id:
        return _("Gave the request back to the team")
    return _("%(name)s no longer looks after the request") % {
        "name": timeline.person(event.data.get("assignee"))
    }


def _routed(timeline, event):
    territory, service = event.data.get("territory"), event.data.get("service")
    return _("Routed to %(territory)s, %(service)s") % {
        "territory": timeline.desk.labels(Territory).get(territory, territory),
        "service": timeline.desk.labels(Service).get(service, service),
    }


def _undone(timeline, event):
    undone = timeline.event(event.data["undone"])
    return _("Undid: %(what)s") % {"what": timeline.sentence(undone) if undone else ""}


def _planned(timeline, event):
    day = event.data.get("due")
    if not day:
        return _("Took away the date of the next step")
    return _("Next step by %(date)s") % {"date": words.on_day(date.fromisoformat(day))}


def _with_other(sentence):
    """A sentence about another request: its number, if it is in the person's reach."""

    def say(timeline, event):
        return sentence % {"reference": timeline.reference(event.data.get("other"))}

    return say


def _review_given(timeline, event):
    return _("Review of the refusal given to %(name)s") % {
        "name": timeline.person(event.data.get("assignee"))
    }


def _review_answered(timeline, event):
    outcomes = dict(RefusalReview.OUTCOMES)
    return _("Review of the refusal: %(outcome)s") % {
        "outcome": outcomes.get(event.data.get("outcome"), "")
    }


SENTENCES = {
    "undone": _undone,
    "received": _received,
    "moved": _moved,
    "replied": lambda timeline, event: _("Wrote to the requester"),
    "planned": _planned,
    "noted": lambda timeline, event: _("Internal note"),
    "taken": lambda timeline, event: _("Took the request"),
    "assigned": _assigned,
    "unassigned": _unassigned,
    "routed": _routed,
    "duplicated": _with_other(gettext_lazy("Closed as a duplicate of %(reference)s")),
    "separated": _with_other(gettext_lazy("Not a duplicate of %(reference)s: opened again")),
    "joined": _with_other(gettext_lazy("%(reference)s is treated with this request")),
    "parted": _with_other(gettext_lazy("%(reference)s is no longer treated with this request")),
    "review_given": _review_given,
    "review_answered": _review_answered,
}
