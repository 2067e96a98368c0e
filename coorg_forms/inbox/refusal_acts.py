"""The addresses that act on the review of a refusal."""

from django.utils.translation import gettext_lazy as _

from coorg_forms import operations
from coorg_forms.inbox.acts import Act
from coorg_forms.inbox.refusal import AnswerReviewForm, AskReviewForm, GiveReviewForm


class ReviewAct(Act):
    moves_on = False

    def refuse(self, form, error):
        """Beside the field that it is about."""
        if field := getattr(error, "field", ""):
            form.add_error(field, str(error))
            return self.show(status=422, typed={self.code: form})
        return super().refuse(form, error)


class AskReview(ReviewAct):
    code = "ask_review"
    done = _("A review of the refusal of %(reference)s was asked for.")

    def get_form(self):
        return AskReviewForm(self.code, self.request.POST)

    def perform(self, typed):
        operations.ask_review(**self.able, body=typed["body"])


class GiveReview(ReviewAct):
    code = "give_review"
    done = _("The review of %(reference)s was given.")

    def get_form(self):
        return GiveReviewForm(self.code, self.request.POST, support_request=self.support_request)

    def perform(self, typed):
        operations.give_review(**self.able, reviewer=typed["reviewer"], version=self.seen)


class AnswerReview(ReviewAct):
    code = "answer_review"
    done = _("The review of %(reference)s was answered. The requester is told.")

    def get_form(self):
        return AnswerReviewForm(self.code, self.request.POST)

    def perform(self, typed):
        operations.answer_review(**self.able, **typed, version=self.seen)
