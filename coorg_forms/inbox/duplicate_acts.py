"""The addresses that close a request as a duplicate of another, and part them again."""

from django.utils.translation import gettext_lazy

from coorg_forms import operations
from coorg_forms.inbox.acts import Act
from coorg_forms.inbox.duplicates import DuplicateForm


class MarkDuplicate(Act):
    code = "duplicate"
    done = gettext_lazy("%(reference)s is treated with another request now.")

    def get_form(self):
        return DuplicateForm(self.code, self.request.POST, likely=self.relations.likely)

    def perform(self, typed):
        operations.mark_duplicate(**self.able, reference=typed["other"], version=self.seen)

    def refuse(self, form, error):
        """A number that will not do is told beside its field."""
        if isinstance(error, operations.Incomplete):
            form.add_error(error.field, str(error))
            return self.show(status=422, typed={self.code: form})
        return super().refuse(form, error)


class Separate(Act):
    code = "separate"
    moves_on = False
    done = gettext_lazy("%(reference)s is open again, apart from the other request.")

    def perform(self, typed):
        operations.separate(**self.able, version=self.seen)
