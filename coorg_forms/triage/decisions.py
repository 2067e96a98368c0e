"""The kinds of decision, in one table: what each asks of whoever decides, and of the evaluation.

Codes are stored for ever.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    code: str
    move: str
    """The move that it makes, a code of ``triage.states.MOVES``."""
    state: str
    """Where the request stands as long as the decision holds."""
    title: object
    """What whoever decides is about to do."""
    parts: tuple[str, ...]
    """What is said besides the reason: names among the fields of ``operations.Ruling``."""
    evaluators: int = 0
    """By how many different people the request must have been evaluated."""
    needs_grid: bool = False
    """Impossible for a service that has no grid in force."""


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "accepted",
            "accept",
            "accepted",
            _("Accept the request"),
            ("team", "person", "contact_by"),
            evaluators=1,
        ),
        Kind(
            "redirected",
            "redirect",
            "redirected",
            _("Redirect the request"),
            ("resource", "shares_data", "consent_at"),
        ),
        Kind(
            "postponed",
            "postpone",
            "postponed",
            _("Postpone the request"),
            ("until",),
        ),
        Kind(
            "declined",
            "decline",
            "declined",
            _("Do not select the request"),
            ("suggestion",),
            evaluators=2,
            needs_grid=True,
        ),
    )
}
