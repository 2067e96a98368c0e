"""The corrections of a request, on its page: the one that waits, and those that were answered."""

from dataclasses import dataclass

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coorg_forms.asking.changes import ChangeLine, change_lines, changes_of
from coorg_forms.inbox import words
from coorg_forms.inbox.answers import AnswerSheet
from coorg_forms.inbox.forms import WordsForm
from coorg_forms.models import Amendment, SupportRequest

#: Roles by which a request is routed: correcting such an answer leaves it where it is.
ROUTED_BY = {"territory", "service"}


class RefuseCorrectionForm(WordsForm):
    field = "reason"
    reason = forms.CharField(
        label=_("Why not, for the requester"), widget=forms.Textarea({"rows": 4})
    )


@dataclass(frozen=True)
class Corrected:
    """One correction, in the words of the reader."""

    amendment: Amendment
    on: str
    changes: list[ChangeLine]
    moves: bool
    """It is about where the request belongs."""

    @property
    def waits(self) -> bool:
        return not self.amendment.outcome

    @property
    def why(self) -> str:
        return self.amendment.words.body if self.amendment.words else ""


class Corrections:
    """
    Arguments:
        sheet: the answers as they are shown, which has the words of the reader.
    """

    def __init__(self, request: SupportRequest, sheet: AnswerSheet):
        self.request, self.sheet = request, sheet

    @property
    def masked(self) -> bool:
        """Whether the reader does not see personal answers."""
        return not self.sheet.see_contact

    @cached_property
    def _all(self) -> list[Corrected]:
        shown = self.request.amendments.exclude(outcome__in=("replaced", "withdrawn"))
        return [self._one(amendment) for amendment in shown.select_related("words")]

    @property
    def waiting(self) -> Corrected | None:
        return next((one for one in self._all if one.waits), None)

    @property
    def accepted(self) -> list[Corrected]:
        """Those that stand in the answers now, the newest first."""
        return [one for one in self._all[::-1] if one.amendment.outcome == "accepted"]

    def _one(self, amendment: Amendment) -> Corrected:
        kept = (amendment.before, amendment.after, amendment.personal)
        changes = changes_of(self.sheet.answered, *kept)
        return Corrected(
            amendment,
            words.on_day(timezone.localdate(amendment.asked_at)),
            change_lines(changes, self.sheet.words),
            any(one.question.role in ROUTED_BY for one in changes),
        )
