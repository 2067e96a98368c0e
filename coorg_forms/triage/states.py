"""The states of a request and the moves between them, in one table each.

Buttons, filters, tags, history labels, mails and the public page all follow from these tables.
Codes are stored for ever. Sentences: shared with the public, so in plain words.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

#: The clock of a state whose date the decision gave.
DECIDED = "decided"


@dataclass(frozen=True)
class State:
    code: str
    label: object
    """What staff read."""
    public: object
    """What the person who asked reads; ``{date}`` is the next promised date."""
    public_undated: object
    """The same without a date."""
    ended: bool = False
    outcome: str = ""
    """Of an ended state: what is counted in reports."""
    clock: str = ""
    """The promise that runs in this state: a code of ``CLOCKS``, ``DECIDED`` (the date that the
    decision gave) or none."""
    answered_by: str = ""
    """The requester is asked something; their answer makes this move, a code of ``MOVES``."""
    tone: str = ""
    """How the state's tag looks in the inbox: ``primary``, ``secondary`` or plain."""

    @property
    def awaits_requester(self) -> bool:
        """The clock is stopped: the next word is the requester's."""
        return bool(self.answered_by)

    @property
    def has_next_step(self) -> bool:
        """Nothing is promised by rule: whoever looks after the request sets the next date."""
        return not (self.ended or self.clock or self.awaits_requester)


@dataclass(frozen=True)
class Clock:
    """A promise that a state makes; how long it is comes from the form."""

    from_receipt: bool
    """Counted from the receipt; otherwise from the move that starts it."""


#: Codes are stored for ever: the form has a field ``<code>_days`` for each.
CLOCKS = {"read": Clock(True), "answer": Clock(True), "contact": Clock(False)}


@dataclass(frozen=True)
class Move:
    code: str
    sources: tuple[str, ...]
    target: str
    capability: str
    label: object
    """The words on the button."""
    reason: str = ""
    """``""`` (none), ``public`` (required, the requester reads it) or ``internal`` (required,
    staff only)."""
    reason_label: object = ""
    tells_requester: bool = False
    needs_assignee: bool = False
    icon: str = "arrow-right"
    decides: str = ""
    """It is a decision: a code of ``triage.decisions.KINDS``, made by ``operations.decide``."""


STATES = {
    state.code: state
    for state in (
        State(
            "received",
            _("Received"),
            _("Your request has arrived. Someone on the team will read it by {date}."),
            _("Your request has arrived. Someone on the team will read it."),
            clock="read",
            tone="primary",
        ),
        State(
            "review",
            _("Under review"),
            _("We are assessing your request against our public criteria. Answer by {date}."),
            _("We are assessing your request against our public criteria."),
            clock="answer",
            tone="primary",
        ),
        State(
            "info_needed",
            _("More information needed"),
            _("We need one more detail. Answer here or by phone; your request stays open."),
            _("We need one more detail. Answer here or by phone; your request stays open."),
            answered_by="resume",
        ),
        State(
            "accepted",
            _("Accepted, awaiting assignment"),
            _(
                "Your request is accepted. The person who will support you will contact you "
                "by {date}."
            ),
            _("Your request is accepted. The person who will support you will contact you."),
            clock="contact",
            tone="primary",
        ),
        State(
            "assigned",
            _("Assigned"),
            _("Someone on the team is looking after your request. Next step by {date}."),
            _("Someone on the team is looking after your request."),
            tone="primary",
        ),
        State(
            "postponed",
            _("Postponed"),
            _("Your request is postponed. We will look at it again on {date}."),
            _("Your request is postponed. We will look at it again later."),
            clock=DECIDED,
        ),
        State(
            "redirected",
            _("Redirected"),
            _("Another service can help you better."),
            _("Another service can help you better."),
            ended=True,
            outcome="redirected",
        ),
        State(
            "declined",
            _("Not selected"),
            _("Your request was not selected at this time."),
            _("Your request was not selected at this time."),
            ended=True,
            outcome="declined",
        ),
        State(
            "closed",
            _("Completed"),
            _("The support has ended. You can make a new request at any time."),
            _("The support has ended. You can make a new request at any time."),
            ended=True,
            outcome="completed",
        ),
        State(
            "withdrawn",
            _("Withdrawn"),
            _("You withdrew this request."),
            _("You withdrew this request."),
            ended=True,
            outcome="withdrawn",
        ),
    )
}

OPEN = tuple(code for code, state in STATES.items() if not state.ended)
ENDED = tuple(code for code, state in STATES.items() if state.ended)

OUTCOMES = {
    "completed": _("Completed"),
    "redirected": _("Redirected"),
    "declined": _("Not selected"),
    "withdrawn": _("Withdrawn"),
    "duplicate": _("Duplicate"),
    "spam": _("Spam"),
}

MOVES = {
    move.code: move
    for move in (
        Move(
            "review",
            ("received",),
            "review",
            "move_supportrequest",
            _("Start the review"),
            icon="view",
        ),
        Move(
            "ask",
            ("received", "review"),
            "info_needed",
            "move_supportrequest",
            _("Ask for information"),
            reason="public",
            reason_label=_("Your question to the requester"),
            tells_requester=True,
            icon="help",
        ),
        Move(
            "resume",
            ("info_needed", "postponed"),
            "review",
            "move_supportrequest",
            _("Resume the review"),
            icon="view",
        ),
        Move(
            "accept",
            ("review",),
            "accepted",
            "decide_supportrequest",
            _("Accept"),
            reason="public",
            reason_label=_("Why the request is accepted, and what comes next"),
            tells_requester=True,
            icon="check",
            decides="accepted",
        ),
        Move(
            "begin",
            ("accepted",),
            "assigned",
            "move_supportrequest",
            _("Begin the support"),
            tells_requester=True,
            needs_assignee=True,
            icon="user",
        ),
        Move(
            "redirect",
            ("received", "review"),
            "redirected",
            "decide_supportrequest",
            _("Redirect"),
            reason="public",
            reason_label=_("Why another service can help better"),
            tells_requester=True,
            icon="redirect",
            decides="redirected",
        ),
        Move(
            "postpone",
            ("received", "review"),
            "postponed",
            "decide_supportrequest",
            _("Postpone"),
            reason="public",
            reason_label=_("Why the request is postponed"),
            tells_requester=True,
            icon="date",
            decides="postponed",
        ),
        Move(
            "decline",
            ("review",),
            "declined",
            "decide_supportrequest",
            _("Do not select"),
            reason="public",
            reason_label=_("Why the request is not selected"),
            tells_requester=True,
            icon="cross",
            decides="declined",
        ),
        Move(
            "close",
            ("assigned",),
            "closed",
            "move_supportrequest",
            _("Close: support completed"),
            reason="internal",
            reason_label=_("What was done, and what came of it"),
            tells_requester=True,
            icon="tick",
        ),
        Move(
            "withdraw",
            OPEN,
            "withdrawn",
            "move_supportrequest",
            _("Withdraw at the requester’s demand"),
            reason="internal",
            reason_label=_("Who withdrew the request, when and how"),
            icon="cross",
        ),
        Move(
            "reopen",
            ENDED,
            "review",
            "decide_supportrequest",
            _("Reopen"),
            reason="internal",
            reason_label=_("Why the request is reopened"),
            tells_requester=True,
            icon="rotate",
        ),
    )
}


def state_choices():
    """``(code, label)`` of every state, in the order of the table."""
    return [(code, state.label) for code, state in STATES.items()]


def outcome_choices():
    """``(code, label)`` of every outcome."""
    return list(OUTCOMES.items())


def moves_from(state: str) -> tuple[Move, ...]:
    """The moves that leave ``state``, in the order of the table."""
    return tuple(move for move in MOVES.values() if state in move.sources)


def public_sentence(state: str, date: str = "") -> str:
    """What the person who asked is told about ``state``.

    ``date`` is the promised date, already written in the reader's language, or empty.
    """
    known = STATES[state]
    return str(known.public).format(date=date) if date else str(known.public_undated)
