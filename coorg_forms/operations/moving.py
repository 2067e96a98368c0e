"""Where a request may go from where it stands, whoever asks."""

from django.utils.translation import gettext as _

from coorg_forms.models import RefusalReview, SupportRequest
from coorg_forms.operations.permission import ALLOWED, Verdict
from coorg_forms.triage.moves import Move


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
    if request.state == "declined" and _is_reviewed(request):
        return Verdict(_("A review of this refusal is under way: answer it."))
    return ALLOWED


def _is_reviewed(request: SupportRequest) -> bool:
    return RefusalReview.objects.pending().filter(decision__request=request).exists()
