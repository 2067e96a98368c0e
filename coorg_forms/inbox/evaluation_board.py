"""What one person may read of the evaluations of a request: their own, then everybody's."""

from dataclasses import dataclass
from statistics import median

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coorg_forms import operations
from coorg_forms.inbox import words
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.evaluation_form import in_my_words
from coorg_forms.models import CriteriaGrid, Evaluation, SupportRequest
from coorg_forms.operations.evaluate import own_evaluation
from coorg_forms.operations.permission import Verdict
from coorg_forms.triage.grid import Criterion
from coorg_forms.triage.score import SCORE_STATES, UNDECIDED


@dataclass(frozen=True)
class Given:
    """What one evaluator said of one criterion, or of a question of the gate."""

    who: str
    note: str
    anchor: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Compared:
    """A criterion as everyone saw it."""

    label: str
    given: list[Given]
    middle: str = ""
    """The note in the middle; empty for a question of the gate."""
    is_apart: bool = False


class Board:
    """Nothing of the others is read from the database as long as it is hidden."""

    def __init__(self, desk: Desk, request: SupportRequest):
        self.desk, self.request = desk, request
        self.able = {"user": desk.user, "request": request, "reach": desk.reach}

    @cached_property
    def in_force(self) -> CriteriaGrid | None:
        return CriteriaGrid.objects.for_request(self.request)

    @cached_property
    def exists(self) -> bool:
        """Whether there is anything to evaluate by, or anything evaluated."""
        return bool(self.request.evaluated or self.in_force)

    @cached_property
    def verdict(self) -> Verdict:
        return operations.can_evaluate(**self.able, grid=self.in_force)

    @cached_property
    def own(self) -> Evaluation | None:
        if self.in_force is None:
            return None
        return own_evaluation(user=self.desk.user, request=self.request, grid=self.in_force)

    @cached_property
    def has_conflict(self) -> bool:
        mine = self.request.evaluations.filter(evaluator=self.desk.user, has_conflict=True)
        return self.request.state in UNDECIDED and mine.exists()

    @cached_property
    def hidden(self) -> str:
        """Why the others' evaluations are not shown; empty when they are."""
        return operations.can_explain(**self.able, grid=self.in_force).why

    @cached_property
    def tally(self) -> operations.Tally:
        return operations.tally(self.request)

    # In words ---------------------------------------------------------------------------------

    @property
    def progress(self) -> str:
        return words.evaluated(self.request, self.in_force)

    @property
    def state(self) -> str:
        return str(SCORE_STATES[self.request.score_state])

    @cached_property
    def band(self) -> str:
        """The priority of the request in words, whoever said it."""
        band = self.tally.grid and self.tally.grid.parsed.band_called(self.request.band)
        return in_my_words(band.label) if band else ""

    @cached_property
    def suggested(self) -> str:
        """The priority that the score suggests, when a manager chose another."""
        band = self.tally.band if self.request.band_is_chosen else None
        return in_my_words(band.label) if band else ""

    # Side by side -----------------------------------------------------------------------------

    @cached_property
    def compared(self) -> list[Compared]:
        grid = self.tally.grid.parsed
        return [
            *(self._of_gate(item) for item in grid.gate),
            *(self._of_criterion(one) for one in grid.criteria),
        ]

    @property
    def apart(self) -> list[str]:
        return [row.label for row in self.compared if row.is_apart]

    @property
    def overall(self) -> list[Given]:
        """The comments on the whole."""
        found = self.tally.evaluations
        return [Given(one.evaluator_name, "", "", one.comment) for one in found if one.comment]

    def _of_gate(self, item) -> Compared:
        answers = {True: _("Yes"), False: _("No")}
        given = [
            Given(one.evaluator_name, answers.get(one.gate.get(item.key), _("No answer")))
            for one in self.tally.evaluations
        ]
        apart = item.key in self.tally.combined.gate_apart
        return Compared(in_my_words(item.label), given, is_apart=apart)

    def _of_criterion(self, criterion: Criterion) -> Compared:
        given = [self._given(one, criterion) for one in self.tally.evaluations]
        notes = [one.notes.get(criterion.key) for one in self.tally.evaluations]
        known = sorted(note for note in notes if note is not None)
        return Compared(
            in_my_words(criterion.label),
            given,
            middle=words.number(median(known)) if len(known) > 1 else "",
            is_apart=criterion.key in self.tally.combined.apart,
        )

    def _given(self, evaluation: Evaluation, criterion: Criterion) -> Given:
        comment = evaluation.comments.get(criterion.key, "")
        if criterion.key not in evaluation.notes:
            return Given(evaluation.evaluator_name, _("No note"), comment=comment)
        note = evaluation.notes[criterion.key]
        if note is None:
            return Given(evaluation.evaluator_name, _("N/A"), comment=comment)
        anchors = {anchor.score: anchor.label for anchor in criterion.anchors}
        anchor = in_my_words(anchors.get(note, {}))
        return Given(evaluation.evaluator_name, str(note), anchor, comment)
