"""One section at a time: which steps a person goes through, from what was answered so far."""

from dataclasses import dataclass

from coorg_forms.questions.resolve import Resolution
from coorg_forms.questions.schema import Question, Schema, Section


@dataclass(frozen=True)
class Step:
    number: int
    """Place of its section in the form, from 1; it does not change with the answers."""
    sections: tuple[Section, ...]
    """One, or all of them where the form is on one page."""

    @property
    def title(self) -> str:
        marker = self.sections[0].marker if len(self.sections) == 1 else None
        return marker.title if marker else ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question of the step, hidden ones too."""
        return tuple(
            item
            for section in self.sections
            for item in section.items
            if isinstance(item, Question)
        )

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(question.key for question in self.questions)


def all_steps(schema: Schema, layout: str) -> list[Step]:
    """Every step of a form; ``layout`` is ``steps`` or ``page``."""
    if layout != "steps":
        return [Step(1, schema.sections)]
    each = (Step(number, (section,)) for number, section in enumerate(schema.sections, start=1))
    return [step for step in each if step.keys] or [Step(1, schema.sections)]


def steps_on_the_way(steps: list[Step], resolution: Resolution) -> list[Step]:
    """The steps of this person's way: those of which a question is visible."""
    visible = set(resolution.visible)
    return [step for step in steps if step.keys & visible] or steps[:1]


def first_faulty(steps: list[Step], resolution: Resolution) -> Step | None:
    """The first step of which an answer is missing or wrong."""
    faulty = {problem.key for problem in resolution.errors}
    return next((step for step in steps if step.keys & faulty), None)


def reachable(steps: list[Step], resolution: Resolution) -> list[Step]:
    """The steps that may be shown: up to the first that is not right yet, included."""
    faulty = first_faulty(steps, resolution)
    return steps if faulty is None else steps[: steps.index(faulty) + 1]
