"""Say that someone was reached another way than by a mail that was not delivered."""

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import OutboxMessage, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.permission import Verdict
from coorg_forms.operations.retry_delivery import can_retry_delivery
from coorg_forms.operations.writing import record, require


def can_settle_delivery(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may say so: whoever may send the mail again."""
    return can_retry_delivery(user=user, request=request, reach=reach)


@transaction.atomic
def settle_delivery(*, user, request: SupportRequest, mail: OutboxMessage | None) -> None:
    """Stop sending ``mail`` and let nobody be alarmed by it any more. History says who said so.

    Raises:
        Forbidden: not allowed, or the mail was delivered or is being sent.
    """
    require(can_settle_delivery(user=user, request=request))
    undelivered = request.outbox.undelivered()
    if mail is None or not outbox.settle(undelivered.filter(pk=mail.pk)):
        raise Forbidden(_("This mail was delivered, or is being sent just now."))
    record(request, action="reached_otherwise", actor=user, data={"mail": mail.pk})
