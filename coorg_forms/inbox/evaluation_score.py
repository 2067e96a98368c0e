"""What an evaluation comes to as it goes, in words: the only reckoning that the page shows."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from coorg_forms.inbox.evaluation_form import in_my_words
from coorg_forms.models import SupportRequest
from coorg_forms.operations import Findings
from coorg_forms.triage.grid import Grid
from coorg_forms.triage.score import missing, score


@dataclass(frozen=True)
class LiveScore:
    request: SupportRequest
    grid: Grid
    findings: Findings

    @cached_property
    def result(self):
        return score(self.grid, self.findings.gate, self.findings.notes)

    @cached_property
    def _missing(self):
        return missing(self.grid, self.findings.gate, self.findings.notes)

    @property
    def band(self) -> str:
        return in_my_words(self.result.band.label) if self.result.band else ""

    @property
    def left(self) -> int:
        """How many answers are missing."""
        return len(self._missing.gate) + len(self._missing.criteria)

    @property
    def refused(self) -> list[str]:
        """The questions of the gate answered "no", in words."""
        said = {item.key: item.label for item in self.grid.gate}
        return [in_my_words(said[key]) for key in self.result.refused]

    @property
    def asks_requester(self) -> bool:
        """Every "no" at the gate only asks for more information."""
        asking = {item.key for item in self.grid.gate if item.asks_requester}
        return bool(self.result.refused) and set(self.result.refused) <= asking

    @property
    def ask_url(self) -> str:
        """The page that asks the requester, with a question for each criterion without a note."""
        lacking = [key for key in self.grid.by_key if self.findings.notes.get(key) is None]
        address = reverse("coorg_requests:move", args=[self.request.reference, "ask"])
        return f"{address}?{urlencode({'lacking': lacking}, doseq=True)}"

    @property
    def redirect_url(self) -> str:
        return reverse("coorg_requests:move", args=[self.request.reference, "redirect"])
