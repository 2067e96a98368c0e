"""Send again a reminder to a colleague that was not delivered."""

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import OutboxMessage
from coorg_forms.operations.permission import Verdict, has_capability
from coorg_forms.operations.writing import require


def can_retry_reminder(*, user) -> Verdict:
    """Whether ``user`` may have reminders sent again: whoever sees what does not work."""
    if not has_capability(user, "view_health"):
        return Verdict(_("Your role does not allow this."))
    return Verdict()


@transaction.atomic
def retry_reminder(*, user, mail: OutboxMessage) -> int:
    """Make an undelivered reminder due now. Returns how many: none when it left meanwhile.

    Raises:
        Forbidden: not allowed.
    """
    require(can_retry_reminder(user=user))
    same = OutboxMessage.objects.undelivered().filter(pk=mail.pk, kind="digest")
    return outbox.make_due(same)
