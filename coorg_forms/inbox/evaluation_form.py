"""The fields of an evaluation: what is shown, and what is read of what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coorg_forms.inbox.answers import Answer, AnswerSheet
from coorg_forms.models import Evaluation
from coorg_forms.operations import Findings
from coorg_forms.operations.evaluate import LONGEST
from coorg_forms.triage.grid import Criterion, GateItem, Grid, words_in
from coorg_forms.triage.score import Missing

#: What stands for "not applicable" in a form.
NA = "na"


@dataclass(frozen=True)
class Choice:
    value: str
    key: str
    """The key that picks it."""
    label: str
    anchor: str = ""
    checked: bool = False


@dataclass(frozen=True)
class Row:
    """A question of the gate, or a criterion."""

    name: str
    label: str
    choices: list[Choice]
    question: str = ""
    weight: int = 0
    is_missing: bool = False
    comment: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def comment_name(self) -> str:
        return self.name.replace("note-", "comment-", 1)


class EvaluationForm:
    """
    Arguments:
        sheet: the answers, of which those that bear on a criterion stand beside it.
        missing: what must be answered before it can be handed in, once that was tried.
    """

    longest = LONGEST

    def __init__(
        self, grid: Grid, findings: Findings, sheet: AnswerSheet, missing: Missing | None = None
    ):
        self.grid, self.findings, self.sheet = grid, findings, sheet
        self.missing = missing or Missing()

    @cached_property
    def gate(self) -> list[Row]:
        return [self._gate_row(item) for item in self.grid.gate]

    @cached_property
    def criteria(self) -> list[Row]:
        return [self._criterion_row(one) for one in self.grid.criteria]

    @property
    def to_mend(self) -> list[Row]:
        """What is missing, in the order of the page."""
        return [row for row in [*self.gate, *self.criteria] if row.is_missing]

    def _gate_row(self, item: GateItem) -> Row:
        given = self.findings.gate.get(item.key)
        choices = [
            Choice("yes", _("Yes")[0].lower(), _("Yes"), checked=given is True),
            Choice("no", _("No")[0].lower(), _("No"), checked=given is False),
        ]
        missing = item.key in self.missing.gate
        return Row(f"gate-{item.key}", in_my_words(item.label), choices, is_missing=missing)

    def _criterion_row(self, one: Criterion) -> Row:
        return Row(
            f"note-{one.key}",
            in_my_words(one.label),
            self._choices(one),
            question=in_my_words(one.question),
            weight=one.weight,
            is_missing=one.key in self.missing.criteria,
            comment=self.findings.comments.get(one.key, ""),
            answers=tuple(self.sheet.about(one.answers)),
        )

    def _choices(self, one: Criterion) -> list[Choice]:
        given = self.findings.notes.get(one.key, "")
        anchors = {anchor.score: in_my_words(anchor.label) for anchor in one.anchors}
        choices = [
            Choice(
                str(note.score),
                str(note.score),
                in_my_words(note.label),
                anchors.get(note.score, ""),
                given == note.score,
            )
            for note in self.grid.scale
        ]
        if one.may_be_na:
            choices.append(Choice(NA, "s", _("N/A"), _("Not applicable"), given is None))
        return choices


def read_findings(grid: Grid, data: Mapping) -> Findings:
    """What was sent, as far as the grid knows it; the operation judges the rest."""
    answers = {"yes": True, "no": False}
    gate = {item.key: data.get(f"gate-{item.key}") for item in grid.gate}
    notes = {key: data.get(f"note-{key}", "") for key in grid.by_key}
    return Findings(
        gate={key: answers[given] for key, given in gate.items() if given in answers},
        notes={
            key: None if given == NA else int(given)
            for key, given in notes.items()
            if given == NA or (given.isascii() and given.isdigit() and len(given) < 3)
        },
        comments={key: data.get(f"comment-{key}", "") for key in grid.by_key},
        comment=data.get("comment", ""),
    )


def kept_findings(evaluation: Evaluation | None) -> Findings:
    if evaluation is None:
        return Findings()
    return Findings(evaluation.gate, evaluation.notes, evaluation.comments, evaluation.comment)


def in_my_words(words) -> str:
    return words_in(words, (get_language() or "").partition("-")[0])
