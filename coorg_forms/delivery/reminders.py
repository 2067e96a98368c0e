"""The reminders to staff that were not delivered, for those who oversee."""

from coorg_forms.models import Membership, OutboxMessage
from coorg_forms.models.reach import Reach


def undelivered_reminders(user, reach: Reach | None = None):
    """Those to the colleagues of the establishments of ``user``; none for who does not oversee."""
    if not user.is_active or not user.has_perm("coorg_forms.view_health"):
        return OutboxMessage.objects.none()
    rows = OutboxMessage.objects.undelivered().filter(kind="digest", user__is_active=True)
    if not user.is_superuser:
        establishments = (reach or Reach(user)).establishments
        here = Membership.objects.current().filter(team__establishment__in=establishments)
        rows = rows.filter(user__in=here.order_by().values("user"))
    return rows.select_related("user").order_by("user__last_name", "user__first_name", "pk")
