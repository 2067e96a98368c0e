"""A link that fills in some answers of a form: from what an editor gives to the address."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import slugify

from coorg_forms.questions import answers, registry
from coorg_forms.questions.problems import message
from coorg_forms.questions.resolve import Context, resolve
from coorg_forms.questions.schema import Question

CAMPAIGN = "campaign"


@dataclass(frozen=True)
class Link:
    """The address in one language."""

    language: str
    name: str
    """Name of the language in itself."""
    url: str
    page: object


class Prefill:
    """What a link may fill in of a live form, and what this one does.

    Arguments:
        page: a live form page.
        data: a ``QueryDict`` with the fields of the public form.
    """

    def __init__(self, page, data):
        self.page, self.data = page, data
        self.version = page.current_version() if page.live else None
        asked = self.version.parsed.questions if self.version else ()
        self.questions = [question for question in asked if question.prefill]

    @property
    def campaign(self) -> str:
        """Its name as the form keeps it: letters, digits and hyphens."""
        return slugify(self.data.get(CAMPAIGN, ""))[:60]

    @cached_property
    def given(self) -> list[tuple[str, str]]:
        """Names and values of the address; answers that a person would be told off for are left
        out, and those of questions that the others hide."""
        if self.version is None:
            return []
        faulty = {problem.key for problem in self._errors}
        kept = [q for q in self.questions if q.key in self._resolution.visible]
        return [
            (name, value)
            for question in kept
            if question.key not in faulty
            for name in self._names(question)
            for value in self.data.getlist(name)
            if value.strip()
        ]

    @property
    def query(self) -> str:
        campaign = [(CAMPAIGN, self.campaign)] if self.campaign else []
        return urlencode([*self.given, *campaign])

    def links(self, request) -> list[Link]:
        """The address in every language in which the form is published."""
        return [
            _link(page, f"{page.get_full_url(request)}?{self.query}")
            for page in self.page.get_translations(inclusive=True).live().specific()
        ]

    def controls(self) -> list[dict]:
        """The questions as the form draws them, with what was given and what is wrong with it."""
        return [self._control(question) for question in self.questions]

    def _control(self, question: Question) -> dict:
        raw = self._raw.get(question.key)
        kind, name = registry.get(question.type), question.key
        context = {"id": f"id_{name}", "name": name, "question": question, "view": {"inert": True}}
        with translation.override(self.page.language):
            drawn = kind.draw(question, answers.typed(question, raw))
            control = render_to_string(kind.template, {**context, **drawn})
        return {
            "question": question,
            "is_group": kind.is_group,
            "control": control,
            "errors": [message(p, question.label) for p in self._errors if p.key == name],
            "is_hidden": self._is_given(question) and name not in self._resolution.visible,
        }

    @cached_property
    def _raw(self) -> dict:
        return {question.key: answers.read(question, self.data) for question in self.questions}

    @cached_property
    def _resolution(self):
        given = {q.key: self._raw[q.key] for q in self.questions if self._is_given(q)}
        return resolve(self.version.parsed, given, Context(today=timezone.localdate()))

    @property
    def _errors(self) -> list:
        """What is wrong with what was given; that others are empty is no fault of a link."""
        given = {question.key for question in self.questions if self._is_given(question)}
        return [problem for problem in self._resolution.errors if problem.key in given]

    def _is_given(self, question: Question) -> bool:
        raw = answers.typed(question, self._raw[question.key])
        return registry.get(question.type).is_given(raw)

    def _names(self, question: Question) -> list[str]:
        """The fields of a question: its key, and its key with the name of a part."""
        key = question.key
        return [name for name in self.data if name == key or name.startswith(f"{key}-")]


def _link(page, url: str) -> Link:
    code = page.locale.language_code
    name = translation.get_language_info(code)["name_local"].capitalize()
    return Link(code, name, url, page)
