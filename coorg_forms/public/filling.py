"""Where one person stands in one form: the draft, the version, what was typed, the steps."""

import re
from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.functional import cached_property

from coorg_forms import operations
from coorg_forms.conf import settings
from coorg_forms.models import FormVersion
from coorg_forms.public import draft_cookie
from coorg_forms.public.tokens import FormToken, new_token
from coorg_forms.questions import answers, registry
from coorg_forms.questions.resolve import Context, Resolution, resolve
from coorg_forms.questions.steps import Step, all_steps, first_faulty, steps_on_the_way


def resolved(version: FormVersion, raw: dict) -> Resolution:
    """``raw`` resolved under ``version``, today."""
    return resolve(version.parsed, raw, Context(today=timezone.localdate()))


def language_code(text: str) -> str:
    """``text`` if it can be the code of a language."""
    return text if re.fullmatch(r"[a-zA-Z-]{2,15}", text) else ""


class Filling:
    """One person's way through one form page, as far as it has come."""

    def __init__(self, request, page):
        self.request, self.page = request, page
        self.draft = draft_cookie.find(request, page)
        self.both = language_code(request.GET.get("both", ""))
        """The language that is read beside that of the page, if any."""

    @cached_property
    def begun_version(self) -> FormVersion | None:
        """The version that the person began, in the language of this page."""
        if self.draft is None:
            return None
        if self.draft.language == self.page.language:
            return self.draft.version
        return None

    @cached_property
    def version(self) -> FormVersion:
        """The version that the person answers: the one that they began, unless it is too old."""
        current = self.current_version
        begun = self.begun_version
        return begun if begun and not self.is_carried_over else current

    @cached_property
    def current_version(self) -> FormVersion:
        return self.page.current_version() or operations.draft_version(self.page)

    @cached_property
    def is_carried_over(self) -> bool:
        """The version that they began was replaced long ago: answers go on in the current one."""
        begun = self.begun_version
        if begun is None or begun.number >= self.current_version.number:
            return False
        replaced = FormVersion.objects.of(self.page.form_key, self.page.language)
        following = replaced.filter(number__gt=begun.number).last()
        grace = timedelta(days=settings.VERSION_GRACE_DAYS)
        return following is not None and following.published_at + grace < timezone.now()

    @property
    def schema(self):
        return self.version.parsed

    def kept(self) -> dict:
        """What the draft holds, its files included."""
        if self.draft is None:
            return {}
        return {**self.draft.raw, **self.files()}

    def files(self) -> dict:
        """Question key → the files of the draft."""
        if self.draft is None:
            return {}
        return {
            question.key: operations.answers_of(self.draft, question)
            for question in self.schema.questions
            if registry.get(question.type).takes_files
        }

    @cached_property
    def raw(self) -> dict:
        return self.kept()

    @cached_property
    def resolution(self) -> Resolution:
        return resolved(self.version, self.raw)

    @cached_property
    def all_steps(self) -> list[Step]:
        return all_steps(self.schema, self.page.layout)

    @property
    def makes_drafts(self) -> bool:
        """Whether the form has more than one screen."""
        return len(self.all_steps) > 1 or self.page.has_review

    @property
    def steps(self) -> list[Step]:
        return steps_on_the_way(self.all_steps, self.resolution)

    @property
    def faulty_step(self) -> Step | None:
        return first_faulty(self.steps, self.resolution)

    def token(self) -> FormToken:
        """A token for the form that is about to be shown; the draft's identity if there is one."""
        token = new_token(self.page.form_key, self.version.number)
        return self._of_draft(token)

    def _of_draft(self, token: FormToken) -> FormToken:
        if self.draft is None:
            return token
        return token.for_draft(self.draft)

    def prefilled(self) -> dict:
        """What the address fills in: questions that allow it and that are visible then."""
        asked = self.request.GET
        raw = {
            question.key: answers.read(question, asked)
            for question in self.schema.questions
            if question.prefill and registry.get(question.type).can_be_prefilled
        }
        if not raw:
            return {}
        visible = set(resolved(self.version, raw).visible)
        return {key: value for key, value in raw.items() if key in visible}

    def filled_in_address(self, step: str | int = "") -> str:
        """Address of a step before there is a draft, with what the link fills in on later steps."""
        keys = tuple(question.key for question in self.schema.questions if question.prefill)
        given = {name: values for name, values in self.request.GET.lists() if name.startswith(keys)}
        return self.address(step, **given) if keys and given else self.address(step)

    def address(self, step: str | int = "", **parameters) -> str:
        """Address of a step of this page."""
        query = {**({"step": step} if step else {}), **parameters}
        url = self.page.get_url(self.request) or ""
        return f"{url}?{urlencode(query, doseq=True)}" if query else url

    @property
    def carried(self) -> dict:
        """What goes on from screen to screen in the address."""
        return {"both": self.both} if self.both else {}

    def words_in(self, language: str):
        """The form in another language, to be read beside this one; None when it has none."""
        if not language or language == self.page.language:
            return None
        version = FormVersion.objects.of(self.page.form_key, language).first()
        return version.parsed if version else None
