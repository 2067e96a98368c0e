"""What happens around an evaluation: stepping aside, taking it back, agreeing, the priority."""

from django.utils.translation import gettext_lazy

from coorg_forms import operations
from coorg_forms.inbox.acts import Act
from coorg_forms.inbox.evaluation import EvaluationPage
from coorg_forms.inbox.evaluation_forms import BandForm, JointNoteForm


class EvaluationAct(EvaluationPage, Act):
    """An act that comes back to the page of the evaluation."""

    moves_on = False

    def destination(self) -> str:
        super().destination()  # forgets the counts
        return self.evaluation_url


class DeclareConflict(EvaluationAct):
    code = "declare_conflict"
    undo, undo_label = "withdraw_conflict", gettext_lazy("Undo")
    done = gettext_lazy("You will not evaluate %(reference)s.")

    def perform(self, typed):
        operations.declare_conflict(**self.able)


class WithdrawConflict(EvaluationAct):
    code = "withdraw_conflict"
    done = gettext_lazy("You may evaluate %(reference)s again.")

    def perform(self, typed):
        operations.withdraw_conflict(**self.able)


class ReopenEvaluation(EvaluationAct):
    code = "reopen_evaluation"
    done = gettext_lazy("Your evaluation of %(reference)s is yours again: hand it in when ready.")

    def perform(self, typed):
        operations.reopen_evaluation(**self.able)


class JointNote(EvaluationAct):
    code = "joint_note"
    done = gettext_lazy("The joint note was added to %(reference)s.")

    def get_form(self):
        return JointNoteForm(self.code, self.request.POST)

    def perform(self, typed):
        operations.write_joint_note(**self.able, body=typed["body"])


class ChooseBand(EvaluationAct):
    code = "choose_band"
    done = gettext_lazy("The priority of %(reference)s was changed.")

    def get_form(self):
        grid, request = self.board.tally.grid, self.support_request
        return BandForm(self.code, self.request.POST, grid=grid, request=request)

    def perform(self, typed):
        operations.choose_band(**self.able, **typed, version=self.seen)
