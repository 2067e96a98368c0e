"""From a question to its HTML: label, hint, error, control, in this order and with these ids.

A site that wants other markup overrides the templates of ``coorg_forms/public/questions/``, or
names its own renderer in ``COORG_FORMS_FORM_RENDERER``.
"""

from functools import cached_property, lru_cache

from django.forms.renderers import TemplatesSetting
from django.forms.utils import RenderableMixin
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from coorg_forms.conf import settings
from coorg_forms.questions import problems, registry, written
from coorg_forms.questions.resolve import Resolution
from coorg_forms.questions.schema import Marker, Question, Schema


class QuestionRenderer(TemplatesSetting):
    """Django's form renderer that finds templates where the site's own are."""

    question_template = "coorg_forms/public/questions/question.html"


@lru_cache
def renderer(path: str = ""):
    """The renderer that the settings name."""
    return import_string(path or settings.FORM_RENDERER)()


class QuestionView(RenderableMixin):
    """One question as it is shown, with what was typed and what is wrong with it."""

    def __init__(self, question: Question, schema: Schema, raw, resolution: Resolution | None):
        self.question, self.schema, self.raw = question, schema, raw
        self.kind = registry.get(question.type)
        self.resolution = resolution
        self.renderer = renderer(settings.FORM_RENDERER)

    template_name = property(lambda self: self.renderer.question_template)

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def control_id(self) -> str:
        return f"id_{self.key}"

    @cached_property
    def errors(self) -> list[tuple[str, str]]:
        """``(part, sentence)`` of each problem."""
        found = self.resolution.errors_of(self.key) if self.resolution else []
        return [(p.part, problems.message(p, self.question.label)) for p in found]

    @cached_property
    def warnings(self) -> list[str]:
        found = self.resolution.warnings if self.resolution else []
        return [problems.message(p, self.question.label) for p in found if p.key == self.key]

    @property
    def optional(self) -> str:
        """What marks a question that may stay empty; empty for a required one."""
        question = self.question
        if question.required:
            return ""
        if question.required_if is None:
            return _("(optional)")
        if question.required_if == question.show_if:
            return ""
        return written.write(question.required_if, self.schema).optional

    @property
    def condition(self) -> str:
        """Introduces a question that depends on another one, for people without scripts."""
        show_if = self.question.show_if
        return written.write(show_if, self.schema).sentence if show_if else ""

    @property
    def described_by(self) -> str:
        """Ids of the hint, the reason and the errors, in reading order."""
        ids = [
            self.question.help and f"{self.control_id}-help",
            self.question.why and f"{self.control_id}-why",
            self.errors and f"{self.control_id}-error",
        ]
        return " ".join(filter(None, ids))

    @property
    def faulty_parts(self) -> frozenset[str]:
        return frozenset(part for part, _message in self.errors)

    def get_context(self):
        return {
            "view": self,
            "question": self.question,
            "id": self.control_id,
            "name": self.key,
            "described_by": self.described_by,
            "invalid": bool(self.errors),
            **self.kind.draw(self.question, self.raw),
        }


class SectionView:
    """A section: its heading and what stands below it."""

    def __init__(self, marker: Marker | None, items: list):
        self.marker, self.items = marker, items


class FormView:
    """A whole form as it is shown.

    Arguments:
        schema: the frozen form.
        raw: question key → what was typed.
        resolution: what was found, or None before anything was sent.
    """

    def __init__(self, schema: Schema, raw: dict | None = None, resolution=None):
        self.schema, self.raw, self.resolution = schema, raw or {}, resolution

    @cached_property
    def sections(self) -> list[SectionView]:
        return [
            SectionView(section.marker, [self._item(item) for item in section.items])
            for section in self.schema.sections
        ]

    def _item(self, item):
        if isinstance(item, Marker):
            return {"statement": item}
        return {
            "question": QuestionView(item, self.schema, self.raw.get(item.key), self.resolution)
        }

    @property
    def errors(self) -> list[dict[str, str]]:
        """The summary: ``{"target", "message"}`` of each problem, in the order of the form."""
        if self.resolution is None:
            return []
        return [
            {"target": self._target(p), "message": problems.message(p, self._label(p))}
            for p in self.resolution.errors
        ]

    def _label(self, problem) -> str:
        return self.schema.by_key[problem.key].label

    def _target(self, problem) -> str:
        question = self.schema.by_key[problem.key]
        return registry.get(question.type).first_control(question, problem.part)

    @property
    def rules(self) -> list[dict]:
        """What the browser script needs to show, hide and mark questions."""
        return [
            {
                "key": question.key,
                "required": question.required,
                "show_if": question.show_if and question.show_if.to_json(),
                "required_if": question.required_if and question.required_if.to_json(),
            }
            for question in self.schema.questions
        ]

    @property
    def has_conditions(self) -> bool:
        return any(q.show_if or q.required_if for q in self.schema.questions)
