"""What was answered, by section, in the words of whoever reads or in those of the requester."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from coorg_forms.inbox.vocabulary import content_language
from coorg_forms.models import Attachment, FormVersion, SupportRequest
from coorg_forms.questions import registry
from coorg_forms.questions.answers import display
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import Marker, Question, Schema


@dataclass(frozen=True)
class Answer:
    label: str
    lines: list[str]
    """Several choices, or the lines of one text."""
    are_choices: bool = False
    personal: bool = False
    masked: bool = False
    files: list[Attachment] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass
class AnsweredSection:
    title: str
    answers: list[Answer] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    """Labels of what was asked and left empty."""


class AnswerSheet:
    """The answers of one request.

    Arguments:
        see_contact: whether personal answers are shown or masked.
        words_seen: in the words that the requester saw, instead of the reader's language.
    """

    def __init__(self, request: SupportRequest, *, see_contact: bool, words_seen: bool = False):
        self.request, self.see_contact, self.words_seen = request, see_contact, words_seen
        self.answered = request.form_version.parsed

    @property
    def language(self) -> str:
        return self.request.language if self.words_seen else content_language()

    @property
    def has_other_words(self) -> bool:
        """Whether the requester read other words than the reader does."""
        return self.words_seen or self.words != self.answered

    @cached_property
    def words(self) -> Schema:
        """The newest published form in the reader's language, or the one that was answered."""
        if self.words_seen:
            return self.answered
        newest = FormVersion.objects.of(self.request.form_key, content_language()).first()
        return newest.parsed if newest else self.answered

    @cached_property
    def sections(self) -> list[AnsweredSection]:
        with translation.override(self.language):
            written = [self._section(section) for section in self.answered.sections]
            written.append(self._leftovers())
        return [section for section in written if section.answers or section.unanswered]

    def about(self, names: Collection[str]) -> list[Answer]:
        """The answers to the questions whose key or role is among ``names``."""
        with translation.override(self.language):
            asked = [
                self._answer(self._worded(question))
                for question in self.answered.questions
                if question.key in names or question.role in names
            ]
        return [answer for answer in asked if answer]

    def _section(self, section) -> AnsweredSection:
        written = AnsweredSection(self._title(section.marker))
        for item in section.items:
            if not isinstance(item, Question):
                continue
            question = self._worded(item)
            if answer := self._answer(question):
                written.answers.append(answer)
            elif item.key in self._asked:
                written.unanswered.append(question.label)
        return written

    def _answer(self, question: Question) -> Answer | None:
        given = self.request.all_answers()
        if question.personal and not self.see_contact:
            return Answer(question.label, [], personal=True, masked=True)
        if question.personal and self._is_erased:
            return Answer(question.label, [_("Erased")], personal=True)
        if question.key not in given:
            return None
        kind = registry.get(question.type)
        lines = display(question, given[question.key])
        several = are_items(question, lines)
        files = self._files.get(question.key, []) if kind.takes_files else []
        return Answer(question.label, lines, several, question.personal, files=files)

    @cached_property
    def _files(self) -> dict[str, list[Attachment]]:
        """Question key → its files, as long as they are kept."""
        found: dict[str, list[Attachment]] = {}
        for file in self.request.files.all():
            found.setdefault(file.question, []).append(file)
        return found

    @property
    def _is_erased(self) -> bool:
        return getattr(self.request, "contact", None) is None

    @cached_property
    def _asked(self) -> set[str]:
        """Keys of the questions that the requester was shown."""
        received = timezone.localdate(self.request.received_at)
        return set(resolve(self.answered, self.request.all_answers(), Context(received)).visible)

    def _worded(self, question: Question) -> Question:
        """``question`` in the words of the reader; what their form lacks stays as it was."""
        return in_words_of(question, self.words.by_key.get(question.key))

    def _title(self, marker: Marker | None) -> str:
        if marker is None:
            return ""
        known = {item.id: item.title for item in self.words.items if isinstance(item, Marker)}
        return known.get(marker.id) or marker.title

    def _leftovers(self) -> AnsweredSection:
        """Answers to questions that the form does not have."""
        unknown = self.request.answers.items()
        return AnsweredSection(
            _("Other answers"),
            [
                Answer(key, [value if isinstance(value, str) else repr(value)])
                for key, value in unknown
                if key not in self.answered.by_key
            ],
        )


def in_words_of(question: Question, known: Question | None) -> Question:
    """``question`` in the words of ``known``; what that one lacks stays as it was."""
    if known is None or known.type != question.type:
        return question
    options = tuple(
        replace(option, label=known.option_labels.get(option.key, option.label))
        for option in question.options
    )
    words = {part.key: part.label for part in known.parts}
    parts = tuple(replace(part, label=words.get(part.key, part.label)) for part in question.parts)
    return replace(question, label=known.label, options=options, parts=parts)


def are_items(question: Question, lines: list[str]) -> bool:
    """Whether ``lines`` are several answers, not the lines of one text."""
    kind = registry.get(question.type)
    return len(lines) > 1 and (kind.is_choice or bool(question.parts))
