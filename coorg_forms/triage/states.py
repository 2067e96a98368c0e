"""The states of a request, in one table; the moves between them are in ``triage.moves``.

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
    """The requester is asked something; their answer makes this move, a code of ``moves.MOVES``."""
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


def state_choices():
    """``(code, label)`` of every state, in the order of the table."""
    return [(code, state.label) for code, state in STATES.items()]


def outcome_choices():
    """``(code, label)`` of every outcome."""
    return list(OUTCOMES.items())


#: Outcomes of which the public is told something else than of their state.
PUBLIC_OUTCOMES = {
    "duplicate": _(
        "We are treating this request together with another one about the same need. "
        "You have nothing to do."
    ),
}


def public_sentence(state: str, date: str = "", outcome: str = "") -> str:
    """What the person who asked is told about ``state``, or about an outcome that says more.

    ``date`` is the promised date, already written in the reader's language, or empty.
    """
    if outcome in PUBLIC_OUTCOMES:
        return str(PUBLIC_OUTCOMES[outcome])
    known = STATES[state]
    return str(known.public).format(date=date) if date else str(known.public_undated)
