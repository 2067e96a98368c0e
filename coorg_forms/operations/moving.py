"""Where a request may go from where it stands, whoever asks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.models import RefusalReview, SupportRequest
from coorg_forms.operations.permission import ALLOWED, Verdict
from coorg_forms.triage.moves import Move
from coorg_forms.triage.states import STATES

CORRECTION_FIRST = gettext_lazy("The requester proposes a correction: answer it first.")


def can_leave(request: SupportRequest, move: Move) -> Verdict:
    """Whether the move is possible now, as far as the request goes."""
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    if request.state not in move.sources:
        return Verdict(
            _("Not possible from the state “%(state)s”.") % {"state": request.known_state.label}
        )
    if request.outcome in ("spam", "duplicate"):
        return Verdict(_("This request was closed as spam or as a duplicate."))
    if request.is_unrouted:
        return Verdict(_("Route the request to a territory first."))
    if move.needs_assignee and not request.assignee_id:
        return Verdict(_("Assign the request to someone first."))
    if (move.decides or STATES[move.target].ended) and correction_waits(request):
        return Verdict(CORRECTION_FIRST)
    if request.state == "declined" and _is_reviewed(request):
        return Verdict(_("A review of this refusal is under way: answer it."))
    return ALLOWED


def correction_waits(request: SupportRequest) -> bool:
    """Whether the requester proposed a correction that nobody answered.

    Only what has something to answer is asked of the database.
    """
    return bool(request.answered_at) and request.amendments.pending().exists()


def _is_reviewed(request: SupportRequest) -> bool:
    return RefusalReview.objects.pending().filter(decision__request=request).exists()
