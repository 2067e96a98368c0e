"""What the evaluations of a request allow at this moment. They hold back, they never decide."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coorg_forms.models import CriteriaGrid, Evaluation, SupportRequest
from coorg_forms.operations.permission import ALLOWED, Verdict
from coorg_forms.triage.decisions import KINDS, Kind

#: Score states in which a request may not be answered so, whoever evaluated it.
HELD = {"accepted": ("discuss", "gate"), "declined": ("discuss", "insufficient")}


class Standing:
    """Read once, for several questions about one request."""

    def __init__(self, request: SupportRequest):
        self.request = request

    @cached_property
    def grid(self) -> CriteriaGrid | None:
        """The grid in force for the request."""
        return CriteriaGrid.objects.for_request(self.request)

    @cached_property
    def evaluators(self) -> set:
        """Who handed in an evaluation that counts, on the grid in force."""
        if self.grid is None:
            return set()
        counted = Evaluation.objects.counted().filter(request=self.request, grid=self.grid)
        return {
            evaluator or name
            for evaluator, name in counted.values_list("evaluator", "evaluator_name")
        }

    def has_conflict(self, user) -> bool:
        """Whether ``user`` said that they know the group."""
        return user.pk in self._in_conflict

    @cached_property
    def _in_conflict(self) -> set:
        rows = Evaluation.objects.filter(request=self.request, has_conflict=True)
        return set(rows.values_list("evaluator", flat=True))

    def allows(self, code: str) -> Verdict:
        """Whether a decision of this kind may be made on these evaluations."""
        kind = KINDS[code]
        if self.grid is None:
            return self._without_grid(kind)
        if len(self.evaluators) < kind.evaluators:
            return Verdict(self._too_few(kind))
        if self.request.score_state in HELD.get(code, ()):
            return Verdict(str(_HELD_BACK[self.request.score_state]()))
        return ALLOWED

    def _without_grid(self, kind: Kind) -> Verdict:
        if not kind.needs_grid:
            return ALLOWED
        return Verdict(
            _(
                "No evaluation grid is in force for this service: a refusal follows public "
                "criteria. Redirect or postpone the request, or have a grid put in force."
            )
        )

    def _too_few(self, kind: Kind) -> str:
        missing = kind.evaluators - len(self.evaluators)
        if kind.evaluators == 1:
            return _("Someone must evaluate the request first.")
        return ngettext(
            "A refusal takes the evaluations of two people: %(missing)s more is needed.",
            "A refusal takes the evaluations of two people: %(missing)s more are needed.",
            missing,
        ) % {"missing": missing}


_HELD_BACK = {
    "discuss": lambda: _("The evaluations lie far apart: write the joint note first."),
    "insufficient": lambda: _(
        "There is not enough information for a score: ask the requester before refusing."
    ),
    "gate": lambda: _(
        "An evaluator answered “no” at the gate: redirect the request, or have it evaluated again."
    ),
}
