"""A form, or one step of it, as it is shown."""

from collections.abc import Sequence
from functools import cached_property

from coorg_forms.asking.rendering import QuestionView
from coorg_forms.asking.said import Said
from coorg_forms.questions import problems as words
from coorg_forms.questions import registry
from coorg_forms.questions.problems import Problem
from coorg_forms.questions.schema import Marker, Schema
from coorg_forms.questions.steps import Step


class SectionView:
    """A section: its heading and what stands below it."""

    def __init__(self, marker: Marker | None, items: list, other: Marker | None = None):
        self.marker, self.items, self.other = marker, items, other


class FormView:
    """What the template of a step needs.

    Arguments:
        schema: the frozen form.
        step: the step to show, or None for the whole form.
        raw: question key → what was typed.
        problems: what is wrong on this screen.
        warnings: what is odd on it.
        more: key of a repeating set that gets one more, empty element.
        said: what a button just did.
        other: the form in another language, to be read beside this one.
        inert: its buttons do nothing, in a preview.
    """

    def __init__(
        self,
        schema: Schema,
        *,
        step: Step | None = None,
        raw: dict | None = None,
        problems: Sequence[Problem] = (),
        warnings: Sequence[Problem] = (),
        more: str = "",
        said: Said | None = None,
        other: Schema | None = None,
        other_language: str = "",
        inert: bool = False,
    ):
        self.inert = inert
        self.schema, self.step, self.raw = schema, step, raw or {}
        self.problems, self.warnings = problems, warnings
        self.more, self.said = more, None if problems else said
        self.other, self.other_language = other, other_language

    @cached_property
    def sections(self) -> list[SectionView]:
        shown = self.step.sections if self.step else self.schema.sections
        return [
            SectionView(
                section.marker,
                [self._item(item) for item in section.items],
                self._in_other(section.marker),
            )
            for section in shown
        ]

    @property
    def takes_files(self) -> bool:
        """Whether something of it is a file: it is posted in another way then."""
        return any(registry.get(question.type).takes_files for question in self._questions)

    @property
    def _questions(self):
        return self.step.questions if self.step else self.schema.questions

    def _item(self, item):
        if isinstance(item, Marker):
            return {"statement": item, "other": self._in_other(item)}
        view = QuestionView(
            item,
            self.schema,
            self._typed(item.key),
            [problem for problem in self.problems if problem.key == item.key],
            [problem for problem in self.warnings if problem.key == item.key],
            other=self.other.by_key.get(item.key) if self.other else None,
            other_language=self.other_language,
            said=self.said if self.said and self.said.key == item.key else None,
            inert=self.inert,
        )
        return {"question": view}

    def _in_other(self, marker: Marker | None) -> Marker | None:
        """A heading or a statement in the language read beside: block ids are the same there."""
        if marker is None or self.other is None or not marker.id:
            return None
        markers = (item for item in self.other.items if isinstance(item, Marker))
        return next((one for one in markers if one.id == marker.id), None)

    def _typed(self, key: str):
        typed = self.raw.get(key)
        if key != self.more:
            return typed
        return [*(typed if isinstance(typed, list) else [{}]), {}] if typed else [{}, {}]

    @property
    def errors(self) -> list[dict[str, str]]:
        """The summary: ``{"target", "message"}`` of each problem, in the order of the form."""
        return [
            {"target": self._target(p), "message": words.message(p, self._label(p))}
            for p in self.problems
        ]

    def _label(self, problem) -> str:
        return self.schema.by_key[problem.key].label

    def _target(self, problem) -> str:
        question = self.schema.by_key[problem.key]
        return registry.get(question.type).first_control(question, problem.part)

    @property
    def rules(self) -> list[dict]:
        """What the browser script needs to show, hide and mark questions.

        What was answered on other steps stands in ``chosen``.
        """
        here = {question.key for question in self._questions}
        return [
            {
                "key": question.key,
                "required": question.required,
                "show_if": question.show_if and question.show_if.to_json(),
                "required_if": question.required_if and question.required_if.to_json(),
                **({} if question.key in here else {"chosen": self._chosen(question)}),
            }
            for question in self.schema.questions
        ]

    def _chosen(self, question) -> list[str]:
        kind = registry.get(question.type)
        if not kind.is_choice:
            return []
        value = kind.coerce(question, self.raw.get(question.key))
        return list(kind.selected(value)) if value else []

    @property
    def has_conditions(self) -> bool:
        return any(q.show_if or q.required_if for q in self._questions)
