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
from coorg_forms.questions.wording import in_words_of

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
    redirects: bool
    """It is about the address to which mails go."""

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
        if self.request.erased_at:
            return []
        return [self._one(amendment) for amendment in shown.select_related("words")]

    @property
    def waiting(self) -> Corrected | None:
        return next((one for one in self._all if one.waits), None)

    @property
    def accepted(self) -> list[Corrected]:
        """Those that stand in the answers now, the newest first."""
        return [one for one in self._all[::-1] if one.amendment.outcome == "accepted"]

    def _one(self, amendment: Amendment) -> Corrected:
        kept = (amendment.before | self._known(amendment), amendment.after, amendment.personal)
        changes = changes_of(self.sheet.answered, *kept)
        return Corrected(
            amendment,
            words.on_day(timezone.localdate(amendment.asked_at)),
            change_lines(changes, in_words_of(self.sheet.answered, self.sheet.words)),
            any(one.question.role in ROUTED_BY for one in changes),
            any(one.question.role == "email" for one in changes),
        )

    def _known(self, amendment: Amendment) -> dict:
        """The personal answers that it would replace, for whoever sees them."""
        contact = getattr(self.request, "contact", None)
        if self.masked or contact is None or amendment.outcome:
            return {}
        return {k: v for k, v in contact.answers.items() if k in amendment.personal}
