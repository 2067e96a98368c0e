"""Everything there is to know before publishing a form, gathered for one page of the admin."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Page

from coorg_forms.editor.coverage import with_link
from coorg_forms.editor.page_form import (
    KEEP,
    REQUIRED_TO_PUBLISH,
    asks_personal,
    fill_keys,
)
from coorg_forms.editor.translations import TranslationState, translation_states
from coorg_forms.editor.uses import Subject, Surroundings, uses
from coorg_forms.models import Draft, FormVersion, SupportRequest
from coorg_forms.models.recipients import in_words, unanswered_by
from coorg_forms.models.texts import ALLOWED, unknown_placeholders
from coorg_forms.questions.changes import Change, compare
from coorg_forms.questions.check import Fault, check
from coorg_forms.questions.lint import lint
from coorg_forms.questions.paths import Paths, simulate
from coorg_forms.questions.schema import Schema
from coorg_forms.questions.sentences import tell


@dataclass(frozen=True)
class Point:
    """Something to mend or to look at."""

    message: str
    label: str = ""
    """The question or the field that it is about."""
    block: str = ""
    """Id of its block, to link to it."""


class Report:
    """The check of the latest draft of a page, beside what people answer now."""

    def __init__(self, page: Page, user=None):
        self._look_at(page.specific.get_latest_revision_as_object(), user)

    @classmethod
    def of_draft(cls, page: Page, user=None) -> "Report":
        """The check of ``page`` as it stands, saved or not."""
        report = cls.__new__(cls)
        report._look_at(page, user)
        return report

    def _look_at(self, page: Page, user):
        self.page, self.user = page, user
        self.published = self.page.published_questions()
        stream = self.page.questions
        fill_keys(stream, self.published)
        self.schema: Schema = self.page.draft_schema()

    @cached_property
    def current(self) -> FormVersion | None:
        """What people answer now."""
        return self.page.current_version() if self.page.live else None

    @cached_property
    def faults(self) -> list[Point]:
        """What keeps the form from being published."""
        site_options = self.page.site_option_keys(self.page.establishment)
        found = check(self.page.questions, self.published, site_options)
        return [*self._fields(), *(self._stream_point(fault) for fault in found)]

    @cached_property
    def warnings(self) -> list[Point]:
        """What deserves a look."""
        has_steps = self.page.layout == "steps"
        found = lint(self.schema, self.paths, has_steps=has_steps)
        return [self._schema_point(fault) for fault in found]

    @cached_property
    def changes(self) -> list[Change]:
        """What the draft changes; nothing before the first publication."""
        return compare(self.current.parsed, self.schema) if self.current else []

    @cached_property
    def impact(self) -> list[dict]:
        """The changes, each with what it touches elsewhere."""
        texts, around = self.page.draft_texts(), Surroundings(self.page)
        return [
            {"change": change, "uses": uses(Subject(change, self.schema, texts, around))}
            for change in self.changes
        ]

    @property
    def breaking(self) -> list[Change]:
        return [change for change in self.changes if change.is_breaking]

    @cached_property
    def changed_texts(self) -> list[str]:
        """Names of the texts around the questions that change."""
        if self.current is None:
            return []
        return [
            str(self.page._meta.get_field(name).verbose_name)
            for name, text in self.page.draft_texts().items()
            if text != self.current.texts.get(name, "")
        ]

    @cached_property
    def paths(self) -> Paths:
        return simulate(self.schema)

    @cached_property
    def rules(self) -> list[dict]:
        """The conditional questions, each with its sentence."""
        return [
            {"question": question, "sentence": tell(question.show_if, self.schema)}
            for question in self.schema.questions
            if question.show_if
        ]

    @cached_property
    def translations(self) -> list[TranslationState]:
        return translation_states(self.page)

    @cached_property
    def requests(self) -> int:
        """How many requests answered this form."""
        return SupportRequest.objects.filter(form_version__form_key=self.page.form_key).count()

    @cached_property
    def half_way(self) -> int:
        """How many people are filling it and have not sent it."""
        return self._drafts.count()

    @cached_property
    def half_way_until(self):
        """When the last of their drafts expires, or None."""
        return self._drafts.aggregate(last=Max("expires_at"))["last"]

    @property
    def _drafts(self):
        return Draft.objects.of_form(self.page.form_key)

    def _fields(self) -> list[Point]:
        found = []
        for name in REQUIRED_TO_PUBLISH:
            if not getattr(self.page, name):
                found.append(Point(_("Fill this in before publishing."), self._label(name)))
        for name in ALLOWED:
            if unknown := unknown_placeholders(name, getattr(self.page, name)):
                message = _("Replace what stands between square brackets: %(found)s")
                found.append(Point(message % {"found": ", ".join(unknown)}, self._label(name)))
        if not self.page.retention_months and asks_personal(self.page.questions):
            found.append(Point(str(KEEP), self._label("retention_months")))
        return [*found, *self._recipients()]

    def _recipients(self) -> list[Point]:
        found = unanswered_by(self.page)
        said = with_link(in_words(found), self.user)
        return [Point(said, self._label("service"))] if found else []

    def _label(self, name: str) -> str:
        return str(self.page._meta.get_field(name).verbose_name)

    def _stream_point(self, fault: Fault) -> Point:
        if fault.index < 0:
            return Point(fault.message)
        child = self.page.questions[fault.index]
        label = child.value.get("label") or str(child.block.label)
        return Point(fault.message, label, str(child.id or ""))

    def _schema_point(self, fault: Fault) -> Point:
        question = self.schema.items[fault.index]
        return Point(fault.message, question.label, question.id)


def summary(report: Report) -> dict:
    """The counts that stand above the questions in the editor."""
    return {
        "faults": len(report.faults),
        "warnings": len(report.warnings),
        "changes": len(report.changes),
        "breaking": len(report.breaking),
        "requests": report.requests,
        "half_way": report.half_way,
        "minutes": report.paths.longest_minutes,
        "untranslated": sum(
            not state.is_complete for state in report.translations if state.is_begun
        ),
        "behind": [state for state in report.translations if state.becoming],
    }
