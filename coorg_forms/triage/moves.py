"""The moves between the states of a request, in one table.

Buttons, history labels and mails follow from it. Codes are stored for ever.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from coorg_forms.triage.states import ENDED, OPEN


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
            icon="circle-check",
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


def moves_from(state: str) -> tuple[Move, ...]:
    """The moves that leave ``state``, in the order of the table."""
    return tuple(move for move in MOVES.values() if state in move.sources)
