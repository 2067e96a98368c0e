"""What a file of requests holds: a row each, in the words of the reader, in constant memory."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.question_columns import QuestionColumns
from coorg_forms.inbox.spreadsheets import Cell
from coorg_forms.inbox.vocabulary import language_name
from coorg_forms.models import Audience, Service, SupportRequest, Territory
from coorg_forms.triage.score import SCORE_STATES
from coorg_forms.triage.states import OUTCOMES

#: Requests that are in memory at a time.
CHUNK = 500
_NEEDED = ("establishment", "territory", "service", "audience", "team")


@dataclass(frozen=True)
class FixedColumn:
    label: object
    value: Callable[[SupportRequest, Desk], Cell | None]


class Export:
    """The rows of ``requests`` (ordered), under their headings.

    Which requests is settled once, by their keys; each chunk is then read by itself. Nothing is
    held open between two chunks: writing goes on meanwhile, and a slow reader holds up nobody.

    Arguments:
        personal: whether personal answers are columns too.
        leaving: called with the keys of the next requests before their rows are handed out.
        note: called after each chunk with how many requests were written.
    """

    def __init__(
        self,
        requests,
        desk: Desk,
        *,
        personal: bool,
        leaving: Callable[[Sequence[int]], None] | None = None,
        note: Callable[[int], None] | None = None,
    ):
        self.requests, self.desk, self.personal = requests, desk, personal
        self.count = 0
        """How many requests were written so far."""
        self.leaving, self.note = leaving, note

    @cached_property
    def keys(self) -> array:
        """The requests of the file, in their order: eight bytes each."""
        return array("q", self.requests.values_list("pk", flat=True).iterator(chunk_size=2000))

    @cached_property
    def questions(self) -> QuestionColumns:
        forms = self.requests.order_by().values_list("form_key", flat=True).distinct()
        return QuestionColumns(list(forms), personal=self.personal)

    @property
    def headings(self) -> list[str]:
        return [*(str(column.label) for column in self.columns), *self.questions.headings]

    @property
    def columns(self) -> tuple[FixedColumn, ...]:
        return (*COLUMNS, *SPOKE) if self.personal else COLUMNS

    def rows(self) -> Iterator[list[Cell]]:
        return chain.from_iterable(self.chunks())

    def chunks(self) -> Iterator[list[list[Cell]]]:
        """The headings, then the rows, as many at a time as are in memory."""
        yield [self.headings]
        for first in range(0, len(self.keys), CHUNK):
            requests = self._read(self.keys[first : first + CHUNK])
            if self.leaving:
                self.leaving([request.pk for request in requests])
            yield [self._row(request) for request in requests]
            self.count += len(requests)
            if self.note:
                self.note(self.count)

    def _row(self, request: SupportRequest) -> list[Cell]:
        fixed = [column.value(request, self.desk) or "" for column in self.columns]
        answers = request.all_answers() if self.personal else request.answers
        return [*fixed, *self.questions.cells(request, answers)]

    def _read(self, keys: Sequence[int]) -> list[SupportRequest]:
        """The requests of ``keys`` that are still in reach, in that order."""
        needed = (*_NEEDED, "contact") if self.personal else _NEEDED
        kept = self.desk.requests.filter(pk=OuterRef("duplicate_of")).order_by()
        rows = self.desk.requests.filter(pk__in=keys).order_by()
        rows = rows.annotate(kept_reference=Subquery(kept.values("reference")[:1]))
        found = {one.pk: one for one in rows.select_related(*needed).defer("search_text")}
        return [found[key] for key in keys if key in found]


def _local(moment):
    """Spreadsheets know no time zones: the site's own."""
    return timezone.localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None


def _term(model, name: str) -> Callable[[SupportRequest, Desk], str]:
    def value(request, desk):
        term = getattr(request, name)
        return desk.labels(model).get(term.code, term.label) if term else ""

    return value


def _number(value: int | None) -> Cell | None:
    """Zero is a score: it is not the same as none."""
    return None if value is None else str(value)


def _plain(name: str) -> Callable[[SupportRequest, Desk], Cell | None]:
    return lambda request, desk: getattr(request, name)


COLUMNS = (
    FixedColumn(gettext_lazy("Reference"), _plain("reference")),
    FixedColumn(gettext_lazy("Received"), lambda request, desk: _local(request.received_at)),
    FixedColumn(gettext_lazy("State"), lambda request, desk: str(request.known_state.label)),
    FixedColumn(
        gettext_lazy("Outcome"), lambda request, desk: str(OUTCOMES.get(request.outcome, ""))
    ),
    FixedColumn(gettext_lazy("Duplicate of"), _plain("kept_reference")),
    FixedColumn(gettext_lazy("Establishment"), lambda request, desk: str(request.establishment)),
    FixedColumn(gettext_lazy("Territory"), _term(Territory, "territory")),
    FixedColumn(gettext_lazy("Service"), _term(Service, "service")),
    FixedColumn(gettext_lazy("Audience"), _term(Audience, "audience")),
    FixedColumn(gettext_lazy("Organization"), _plain("organization")),
    FixedColumn(gettext_lazy("Place"), _plain("place")),
    FixedColumn(gettext_lazy("Summary"), _plain("summary")),
    FixedColumn(gettext_lazy("Team"), lambda request, desk: str(request.team or "")),
    FixedColumn(gettext_lazy("Looked after by"), _plain("assignee_name")),
    FixedColumn(gettext_lazy("Score"), lambda request, desk: _number(request.score)),
    FixedColumn(
        gettext_lazy("Priority"), lambda request, desk: desk.bands.get(request.band, request.band)
    ),
    FixedColumn(
        gettext_lazy("Evaluation"), lambda request, desk: str(SCORE_STATES[request.score_state])
    ),
    FixedColumn(gettext_lazy("Due"), _plain("due_on")),
    FixedColumn(gettext_lazy("Closed"), lambda request, desk: _local(request.closed_at)),
    FixedColumn(gettext_lazy("Channel"), lambda request, desk: request.get_channel_display()),
    FixedColumn(gettext_lazy("Language"), lambda request, desk: language_name(request.language)),
    FixedColumn(gettext_lazy("Campaign"), _plain("campaign")),
)


def _of_contact(name: str) -> Callable[[SupportRequest, Desk], Cell | None]:
    """Empty once it was erased."""
    return lambda request, desk: getattr(getattr(request, "contact", None), name, "")


#: Personal, as the answers about who asked are.
SPOKE = (
    FixedColumn(gettext_lazy("Spoke for the requester"), _of_contact("speaker")),
    FixedColumn(gettext_lazy("Tie"), _of_contact("speaker_tie")),
    FixedColumn(gettext_lazy("Email of who spoke"), _of_contact("speaker_email")),
)
