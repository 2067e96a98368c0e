"""The addresses that answer a correction proposed by the requester."""

from django.utils.translation import gettext_lazy

from coorg_forms import operations
from coorg_forms.inbox.acts import Act
from coorg_forms.inbox.correction import RefuseCorrectionForm


class AcceptCorrection(Act):
    code = "accept_correction"
    moves_on = False
    done = gettext_lazy("%(reference)s is corrected. The requester is told.")

    def perform(self, typed):
        operations.accept_correction(**self.able, version=self.seen)


class RefuseCorrection(Act):
    code = "refuse_correction"
    moves_on = False
    done = gettext_lazy("The correction of %(reference)s was not made. The requester is told why.")

    def get_form(self):
        return RefuseCorrectionForm(self.code, self.request.POST)

    def perform(self, typed):
        operations.refuse_correction(**self.able, reason=typed["reason"], version=self.seen)
