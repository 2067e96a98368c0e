"""Try again to send what could not be delivered."""

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.writing import record, require


def can_retry_delivery(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may have the undelivered mails of the request sent again."""
    if not request.outbox.undelivered().exists():
        return Verdict(_("Every mail was delivered."))
    return may(user, "retry_delivery", request, reach)


@transaction.atomic
def retry_delivery(*, user, request: SupportRequest) -> int:
    """Make the undelivered mails of the request due now. Returns how many.

    Raises:
        Forbidden: not allowed, or nothing to send.
    """
    require(can_retry_delivery(user=user, request=request))
    count = outbox.make_due(request.outbox.undelivered())
    record(request, action="delivery_retried", actor=user)
    return count
