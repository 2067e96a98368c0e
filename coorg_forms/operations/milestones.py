"""The first times that reports count: written once, with the act that reaches them."""

from django.utils import timezone

from coorg_forms.models import SupportRequest


def reached(request: SupportRequest, *, contact: bool = False, decision: bool = False) -> dict:
    """The columns that an act writes which is a ``contact`` with the requester, a ``decision``.

    Only the first of each counts.
    """
    now, fields = timezone.now(), {}
    if contact and request.first_contact_at is None:
        fields["first_contact_at"] = now
    if decision and request.decided_at is None:
        fields["decided_at"] = now
    return fields
