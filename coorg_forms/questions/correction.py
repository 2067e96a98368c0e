"""Correcting answers that were sent: what is asked again, and what it changes.

Who corrects does not see personal answers, since the address of their page may be shared: such a
question stands empty, and left empty it keeps what was sent. What is typed there always counts as a
change, so that nobody learns by guessing what was sent. Files are not asked again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coorg_forms.questions import answers, registry
from coorg_forms.questions.problems import Problem
from coorg_forms.questions.resolve import Context, Resolution, resolve
from coorg_forms.questions.schema import Marker, Question, Schema, content_hash


@dataclass(frozen=True)
class Change:
    """One question that a correction changes. ``None`` stands for no answer, and for a personal one
    before: who corrects does not see it."""

    question: Question
    before: object
    after: object


@dataclass(frozen=True)
class Correction:
    """What was sent and what is proposed instead, resolved by the form that was answered."""

    schema: Schema
    sent: Mapping[str, object]
    resolution: Resolution
    typed: frozenset[str] = frozenset()
    """Keys of the personal questions that were answered anew."""
    carried: frozenset[str] = frozenset()
    """Of those that were before, in the correction that waits."""

    @property
    def errors(self) -> list[Problem]:
        """What is wrong, without files: a correction cannot bring any."""
        return [one for one in self.resolution.errors if not _takes_files(self.schema, one.key)]

    @property
    def changes(self) -> list[Change]:
        """In the order of the form; what does not show any more loses its answer."""
        return [self._change(q) for q in self.schema.questions if self._is_changed(q.key)]

    def _change(self, question: Question) -> Change:
        before = None if question.personal else self.sent.get(question.key)
        return Change(question, before, self.resolution.clean.get(question.key))

    def _is_changed(self, key: str) -> bool:
        clean = self.resolution.clean
        if key in self.typed | self.carried and key in clean:
            return True
        return content_hash(self.sent.get(key)) != content_hash(clean.get(key))


def to_correct(schema: Schema, hint: str) -> Schema:
    """The form as it is asked again: no files, and personal questions that may stay empty.

    Arguments:
        hint: says beside a personal question that left empty it keeps what was sent.
    """
    kept = []
    for section in schema.sections:
        items = [_asked_again(item, hint) for item in section.items if _can_be_asked(item)]
        if any(isinstance(item, Question) for item in items):
            kept += [*filter(None, [section.marker]), *items]
    return Schema(tuple(kept))


def correct(
    schema: Schema, sent: Mapping, raw: Mapping, context: Context, carried: Mapping | None = None
) -> Correction:
    """Resolve ``raw``, typed into the form of ``to_correct``, over what was ``sent``.

    Arguments:
        sent: question key → answer, personal ones included.
        raw: question key → what was typed; what is not there keeps what was sent.
        context: as of the day of the receipt: what was right then still is.
        carried: personal answers of the correction that waits: what is not typed anew keeps these.
    """
    carried = carried or {}
    typed = {
        key: _completed(schema.by_key[key], value, carried.get(key, sent.get(key)))
        for key, value in raw.items()
        if _replaces(schema, key, value)
    }
    return Correction(
        schema,
        sent,
        resolve(schema, {**sent, **carried, **typed}, context),
        frozenset(typed) & schema.personal_keys,
        frozenset(carried),
    )


def _completed(question: Question, typed, sent):
    """The parts that were left empty keep what was sent: the name stays when only the first name
    is corrected."""
    parts = answers.typed(question, typed)
    is_whole = not (isinstance(parts, Mapping) and isinstance(sent, Mapping))
    if is_whole or not question.personal or answers.is_unsure(question, sent):
        return typed
    kind = registry.get(question.type)
    return {**sent, **{name: part for name, part in parts.items() if kind.is_given(part)}}


def _can_be_asked(item: Question | Marker) -> bool:
    return isinstance(item, Marker) or not registry.get(item.type).takes_files


def _asked_again(item: Question | Marker, hint: str) -> Question | Marker:
    if isinstance(item, Marker) or not item.personal:
        return item
    shown = {"help": " ".join(filter(None, [item.help, hint])), "why": "", "unsure": False}
    return replace(item, required=False, required_if=None, **shown)


def _replaces(schema: Schema, key: str, value) -> bool:
    """Whether what was typed stands for the answer, rather than what was sent."""
    question = schema.by_key.get(key)
    if question is None or _takes_files(schema, key):
        return False
    kind = registry.get(question.type)
    return not question.personal or kind.is_given(answers.typed(question, value))


def _takes_files(schema: Schema, key: str) -> bool:
    return registry.get(schema.by_key[key].type).takes_files
