"""One key for each thing to do on a request or in the list, bound by ``keys.js`` and ``rows.js``.

Plain letters, free in Wagtail and in browsers; nothing happens while one types, and none is bound
for a person who turned keyboard shortcuts off in their Wagtail account.
"""

from django.utils.translation import gettext_lazy as _

from coorg_forms.inbox.views_table import VIEWS as VIEWS_TABLE
from coorg_forms.triage.moves import MOVES

#: Code of an offer → key. No two that may be offered together share one.
ACTS = {
    "take": "i",
    "assign": "a",
    "unassign": "l",
    "route": "m",
    "quarantine": "p",
    "plan": "s",
    "note": "n",
    "reply": "r",
    "move-review": "t",
    "move-resume": "t",
    "move-ask": "q",
    "move-accept": "y",
    "move-begin": "b",
    "duplicate": "d",
    "separate": "d",
    "move-redirect": "v",
    "move-decline": "f",
    "move-postpone": "h",
    "move-close": "c",
    "move-withdraw": "w",
    "move-reopen": "o",
}

#: The keys of the page, in the order of the help sheet.
PAGE = {
    "j": _("Next request"),
    "k": _("Previous request"),
    "u": _("Back to the list"),
    "e": _("Evaluate the request"),
    "z": _("Undo what was just done"),
}


#: Code of a view of the list → the letter that follows ``g``.
VIEWS = {
    "mine": "m",
    "triage": "t",
    "route": "r",
    "due": "l",
    "waiting": "w",
    "open": "o",
    "ended": "e",
    "quarantine": "q",
}

#: The keys of the list, in the order of the help sheet.
LIST = {
    "j": _("Next request"),
    "k": _("Previous request"),
    "o": _("Open the request"),
    "x": _("Select the request"),
    "z": _("Undo what was just done"),
}


#: What the acts that are no moves are called in the help sheet.
LABELS = {
    "take": _("Take"),
    "assign": _("Assign to someone"),
    "unassign": _("Give back to the team"),
    "route": _("Route to another team"),
    "quarantine": _("Put in quarantine"),
    "plan": _("Plan the next step"),
    "note": _("Note for staff"),
    "reply": _("Write to the requester"),
    "duplicate": _("Duplicate of…"),
    "separate": _("Not a duplicate"),
}


def groups() -> list[tuple[str, object, list[tuple[str, str]]]]:
    """``(code, label, [(key, what it does)])`` each: all there are, for Wagtail's help sheet.

    Acts that are never offered together may share a key.
    """
    by_key: dict[str, list[str]] = {}
    for code, key in ACTS.items():
        label = LABELS.get(code) or MOVES[code.removeprefix("move-")].label
        by_key.setdefault(key, []).append(str(label))
    views = [(f"g {letter}", str(VIEWS_TABLE[code].label)) for code, letter in VIEWS.items()]
    acts = [(key, " / ".join(dict.fromkeys(labels))) for key, labels in by_key.items()]
    return [
        ("list", _("Requests: in the list"), [*LIST.items(), *views]),
        ("request", _("Requests: on a request"), [*PAGE.items(), *acts]),
    ]


def are_on(user) -> bool:
    """Whether ``user`` left Wagtail's keyboard shortcuts on, as they are at first."""
    profile = getattr(user, "wagtail_userprofile", None)
    return profile is None or profile.keyboard_shortcuts
