"""A long form of which many questions depend on others."""

from coorg_forms.questions.conditions import Condition, Test
from coorg_forms.questions.schema import Option, Question, Schema

OPTIONS = [f"Option {number}" for number in range(8)]


def form(*, questions: int, conditions: int) -> tuple[Schema, dict]:
    """A form of which every third question or so depends on the choice before it, answered."""
    options = tuple(Option(f"o{number}", option) for number, option in enumerate(OPTIONS))
    items, raw = [], {}
    for number in range(questions):
        key, is_choice = f"q{number}", number % 3 == 0
        depends = number % 3 == 1 and number // 3 < conditions
        test = Test(f"q{number - 1}", "in", ("o1", "o2"))
        items.append(
            Question(
                key=key,
                type="radio" if is_choice else "text",
                label=key,
                required=True,
                options=options if is_choice else (),
                show_if=Condition("all", (test,)) if depends else None,
            )
        )
        raw[key] = "o1" if is_choice else "Quelques mots"
    return Schema(tuple(items)), raw
