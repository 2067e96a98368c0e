"""From a question to its HTML: label, hint, error, control, in this order and with these ids.

A site that wants other markup overrides the templates of ``coorg_forms/public/questions/``, or
names its own renderer in ``COORG_FORMS_FORM_RENDERER``.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from django.forms.renderers import TemplatesSetting
from django.forms.utils import RenderableMixin
from django.utils.module_loading import import_string

from coorg_forms.asking.said import HERE, Said
from coorg_forms.conf import settings
from coorg_forms.questions import answers, problems, registry, written
from coorg_forms.questions.problems import Problem
from coorg_forms.questions.schema import Question, Schema
from coorg_forms.questions.types.repeat import placed_column


class QuestionRenderer(TemplatesSetting):
    """Django's form renderer that finds templates where the site's own are."""

    question_template = "coorg_forms/public/questions/question.html"


@lru_cache
def renderer(path: str = ""):
    """The renderer that the settings name."""
    return import_string(path or settings.FORM_RENDERER)()


class QuestionView(RenderableMixin):
    """One question as it is shown, with what was typed and what is wrong with it.

    Arguments:
        schema: the form that it belongs to, for its conditions in words.
        raw: what was typed.
        problems: what is wrong with it.
        warnings: what is odd about it.
        other: the same question in another language, to be shown beside this one.
        said: what a button just did to it.
        inert: its buttons do nothing, in a preview.
    """

    def __init__(
        self,
        question: Question,
        schema: Schema,
        raw,
        problems: Sequence[Problem] = (),
        warnings: Sequence[Problem] = (),
        other: Question | None = None,
        other_language: str = "",
        said: Said | None = None,
        inert: bool = False,
    ):
        self.inert, self.said = inert, said
        self.question, self.schema, self.raw = question, schema, raw
        self.other, self.other_language = other, other_language
        self.kind = registry.get(question.type)
        self.problems, self.odd = problems, warnings
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
        """``(part, sentence)`` of each problem; an element of a set tells its own."""
        own = [p for p in self.problems if not (self.kind.is_repeating and p.part)]
        return [(p.part, problems.message(p, self.question.label)) for p in own]

    @cached_property
    def warnings(self) -> list[str]:
        return [problems.message(p, self.question.label) for p in self.odd]

    @property
    def optional(self) -> str:
        """What marks a question that may stay empty; empty for a required one."""
        return written.optional(self.question, self.schema)

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
        drawn = self.kind.draw(self.question, answers.typed(self.question, self.raw))
        return {
            "view": self,
            "question": self.question,
            "id": self.control_id,
            "name": self.key,
            "described_by": self.described_by,
            "invalid": bool(self.errors),
            "unsure": answers.is_unsure(self.question, self.raw),
            "here": HERE,
            **drawn,
            **({"elements": self._elements(drawn["elements"])} if "elements" in drawn else {}),
        }

    def _elements(self, given: list) -> list[dict]:
        """The elements of a repeating set, each with the questions asked of it."""
        return [
            {"number": number, "place": number + 1, "views": self._columns(number, element)}
            for number, element in enumerate(given)
        ]

    def _columns(self, number: int, element) -> list["QuestionView"]:
        return [
            QuestionView(
                placed_column(self.question, number, column),
                self.schema,
                element.get(column.key),
                self._problems_of(f"{number}-{column.key}"),
            )
            for column in self.question.parts
        ]

    def _problems_of(self, place: str) -> list[Problem]:
        """The problems of one question of an element, told as that question's own."""
        return [
            replace(problem, part=problem.part[len(place) + 1 :])
            for problem in self.problems
            if problem.part == place or problem.part.startswith(f"{place}-")
        ]
