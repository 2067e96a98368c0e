"""Where one member of staff stands in writing down one request: what is typed, what it says."""

import uuid

from django.utils import timezone, translation
from django.utils.functional import cached_property

from coorg_forms import operations
from coorg_forms.inbox.enter.form import IntakeForm
from coorg_forms.models import Draft, FormVersion, texts
from coorg_forms.models.placeholders import placeholder_values
from coorg_forms.questions import answers, registry
from coorg_forms.questions.problems import Problem
from coorg_forms.questions.resolve import Context, Resolution, resolve
from coorg_forms.questions.schema import Schema


class Entry:
    """What ``user`` writes down by the form ``page``.

    Arguments:
        identity: identifies what is written down, so that twice the same is one request.
    """

    def __init__(self, user, page, identity: uuid.UUID | None = None):
        self.user, self.page = user, page
        self.identity = identity or uuid.uuid4()
        self.draft = self._kept() if identity else None
        self.raw = {**(self.draft.raw if self.draft else {})}
        self.form = self._form(entry=self.draft.entry if self.draft else None)
        self.file_problems: list[Problem] = []
        self.added: list[str] = []
        """Names of the files that just came."""

    def _kept(self) -> Draft | None:
        mine = Draft.objects.written_down_by(self.user).filter(
            form_key=self.page.form_key, submission_id=self.identity
        )
        return mine.select_related("version").prefetch_related("files").first()

    def _form(self, data=None, entry=None) -> IntakeForm:
        return IntakeForm(self.user, data, entry=entry, asks_email=self.asks_email)

    @property
    def asks_email(self) -> bool:
        """Whether the form asks for an address to write to."""
        return "email" in self.schema.by_role

    # What the form is --------------------------------------------------------------------------

    @cached_property
    def version(self) -> FormVersion:
        """The one that was begun, in the language of the page; else the current one."""
        begun = self.draft.version if self.draft else None
        if begun and begun.language == self.page.language:
            return begun
        return self.page.current_version()

    @property
    def schema(self) -> Schema:
        return self.version.parsed

    @property
    def notice(self) -> str:
        """What is read aloud before the first question."""
        written = self.version.texts.get("collection_notice", "")
        return texts.fill(written, placeholder_values(self.page))

    # What was typed ----------------------------------------------------------------------------

    def read(self, data) -> None:
        """Take what was posted. Questions that the browser hides keep what was typed before."""
        hidden = set(data.getlist("form-hidden"))
        for question in self.schema.questions:
            if question.key not in hidden and not registry.get(question.type).takes_files:
                self.raw[question.key] = answers.read(question, data)
        self.form = self._form(data)

    def judge(self) -> None:
        """Judge what was kept as if it were posted again."""
        entry = self.draft.entry if self.draft else {}
        self.form = IntakeForm.again(self.user, entry, asks_email=self.asks_email)

    def unjudge(self) -> None:
        """Show what was typed, and nothing of what is wrong."""
        self.form = self._form(entry=self.draft.entry if self.draft else None)

    def keep(self) -> None:
        """Keep everything typed, for this person only."""
        self.draft = operations.keep_entry(
            user=self.user,
            page=self.page,
            version=self.version,
            raw=self.raw,
            entry=self.form.typed,
            submission_id=self.identity,
            draft=self.draft,
        )

    def receive_files(self, files, too_large) -> None:
        before = self.file_names
        self.file_problems = operations.attach_all(
            draft=self.draft, questions=self.schema.questions, files=files, too_large=too_large
        )
        self.added = [name for pk, name in self.file_names.items() if pk not in before]

    @property
    def file_names(self) -> dict[str, str]:
        """Identifier of each file that came → its name."""
        return {file["id"]: file["name"] for files in self.files.values() for file in files}

    @property
    def answers(self) -> dict:
        """Everything typed, with the files that came."""
        return {**self.raw, **self.files}

    @property
    def files(self) -> dict[str, list]:
        """Question key → its files."""
        if self.draft is None:
            return {}
        return {
            question.key: operations.answers_of(self.draft, question)
            for question in self.schema.questions
            if registry.get(question.type).takes_files
        }

    # What it says ------------------------------------------------------------------------------

    @property
    def resolution(self) -> Resolution:
        """As of the day on which it came."""
        today = timezone.localdate()
        came = self.form.cleaned_data.get("received_on") if self.form.is_valid() else None
        return resolve(self.schema, self.answers, Context(today=min(came or today, today)))

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the answers; a file that was refused is not also missing."""
        refused = {problem.key for problem in self.file_problems}
        found = [one for one in self.resolution.errors if one.key not in refused]
        order = [question.key for question in self.schema.questions]
        return sorted([*self.file_problems, *found], key=lambda one: order.index(one.key))

    def is_ready(self) -> bool:
        """Whether it may be read back; the form says what is wrong with the intake."""
        problems = self.problems
        if self.form.is_valid():
            found = operations.intake_faults(
                self.form.intake, self.page, self.schema, self.resolution.clean
            )
            for field, sentence in list(found):
                self.form.add_error(field, sentence)
        return self.form.is_valid() and not problems

    @property
    def address(self) -> str:
        """Where mails will go; of a ready entry."""
        return self.form.intake.address(self.schema, self.resolution.clean)

    def submission(self) -> operations.Submission:
        """Of a ready entry."""
        return operations.Submission(
            page=self.page,
            version=self.version,
            clean=self.resolution.clean,
            submission_id=self.identity,
            draft=self.draft,
            intake=self.form.intake,
        )

    def in_their_language(self):
        """What is read to the requester is in the language of the form."""
        return translation.override(self.page.language)
