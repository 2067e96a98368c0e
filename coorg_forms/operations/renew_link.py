"""Make a new private address for someone who is sent no mail, and close the old one."""

from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.models import SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.models.support_request import new_token
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.writing import change, compare, require


def can_renew_link(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may: who enters requests for others, on those in their charge."""
    contact = getattr(request, "contact", None)
    if contact is None:
        return Verdict(_("The contact information was erased."))
    if contact.mail_address:
        return Verdict(_("Mails go out to them: the address of their page is in each."))
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    return may(user, "enter_supportrequest", request, reach)


@transaction.atomic
def renew_link(*, user, request: SupportRequest, version: int) -> SupportRequest:
    """Give the requester's own page a new address; nobody reads it by the former one any more.

    Arguments:
        version: the version of the request that the person saw.

    Raises:
        Forbidden: not allowed, or mails go out to the requester.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_renew_link(user=user, request=request))
    change(request, version=version, action="link_renewed", actor=user, token=new_token())
    return request
