"""What the choice types share: options with keys, one or several chosen, a text beside « Autre ».

An answer is an option key, or a list of keys. When the question has an option with a text field
it is a mapping: ``{"choice": key, "text": …}`` or ``{"choices": [keys], "text": …}``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, as_text, too_long
from coorg_forms.questions.schema import Question

TEXT_LENGTH = 200


class ChoiceType(QuestionType):
    is_choice = True
    has_options = True
    is_group = True
    multiple = False
    seconds = 5
    empty_code = "empty_choice"
    template = "coorg_forms/public/questions/choices.html"

    def read(self, question, data):
        keys = data.getlist(question.key)
        if _text_option(question) is None:
            return keys
        return {"choices": keys, "text": data.get(f"{question.key}-text", "")}

    def is_given(self, raw):
        return any(as_text(key) for key in chosen(raw))

    def coerce(self, question, raw):
        known = question.option_labels
        keys = list(dict.fromkeys(key for key in chosen(raw) if key in known))
        if not self.multiple:
            keys = keys[:1]
        if not keys:
            return ABSENT
        keys.sort(key=list(known).index)
        value = keys if self.multiple else keys[0]
        open_text = _text_option(question)
        if open_text is None:
            return value
        text = " ".join(_text(raw).split()) if open_text.key in keys else ""
        return {"choices" if self.multiple else "choice": value, "text": text}

    def check(self, question, value, context):
        open_text = _text_option(question)
        if open_text and open_text.key in self.selected(value):
            text = _text(value)
            if not text:
                yield Invalid("empty_other", "text", option=open_text.label)
            for problem in too_long(text, TEXT_LENGTH):
                yield Invalid(problem.code, "text", **problem.params)

    def selected(self, value):
        return tuple(chosen(value))

    def display(self, question, value):
        labels, open_text = question.option_labels, _text_option(question)
        text = _text(value)
        return [
            f"{labels.get(key, key)} ({text})"
            if text and open_text and key == open_text.key
            else labels.get(key, key)
            for key in self.selected(value)
        ]

    def search_text(self, question, value):
        return _text(value)

    def draw(self, question, raw):
        keys, text = set(chosen(raw)), _text(raw)
        return {
            "choices": [
                {"option": option, "checked": option.key in keys} for option in question.options
            ],
            "text": text,
            "control": "checkbox" if self.multiple else "radio",
        }

    def paper(self, question):
        choices = [{"label": option.label, "line": option.free_text} for option in question.options]
        return {
            "look": "boxes",
            "round": not self.multiple and len(choices) > 1,
            "choices": choices,
        }

    def first_control(self, question, part=""):
        return f"id_{question.key}-text" if part == "text" else f"id_{question.key}-0"


def _text_option(question: Question):
    return next((option for option in question.options if option.free_text), None)


def chosen(raw: Any) -> list[str]:
    """The option keys in ``raw``, whatever its shape."""
    if isinstance(raw, Mapping):
        raw = raw.get("choices", raw.get("choice"))
    if isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, Iterable) or isinstance(raw, Mapping | bytes):
        return []
    return [key for key in raw if isinstance(key, str) and key]


def _text(raw: Any) -> str:
    return as_text(raw.get("text")) if isinstance(raw, Mapping) else ""
