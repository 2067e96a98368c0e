"""The address that makes a new private link for a requester who is sent no mail."""

from django.utils.translation import gettext_lazy

from coorg_forms import operations
from coorg_forms.inbox.acts import Act


class RenewLink(Act):
    """Shows what to hand over, to whoever made it."""

    code = "renew_link"
    moves_on = False
    done = gettext_lazy("The private page of %(reference)s has a new address.")

    def perform(self, typed):
        operations.renew_link(**self.able, version=self.seen)

    def destination(self) -> str:
        return f"{super().destination()}&entered=1"
