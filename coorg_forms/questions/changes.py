"""What a draft changes to the form that people answer now: the difference of two schemas.

Questions are matched by the id of their block, so a renamed or moved one is still itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from coorg_forms.questions.schema import Question, Schema

#: Kinds of change that an earlier answer or a person half-way may feel.
BREAKING = frozenset(
    {"removed", "retyped", "options_removed", "newly_required", "added_required", "condition"}
)


@dataclass(frozen=True)
class Change:
    kind: str
    """``added``, ``added_required``, ``removed``, ``retyped``, ``renamed``, ``moved``,
    ``options_added``, ``options_removed``, ``newly_required``, ``now_optional``, ``condition``."""
    question: Question
    """As it is in the draft; as it was, when it is removed."""
    before: Question | None = None
    labels: tuple[str, ...] = ()
    """The options or the lines that come or go."""

    @property
    def is_breaking(self) -> bool:
        return self.kind in BREAKING


def compare(before: Schema, after: Schema) -> list[Change]:
    """The changes from ``before`` to ``after``: removed questions first, then in reading order."""
    return list(_compare(before, after))


def _compare(before: Schema, after: Schema) -> Iterator[Change]:
    past = {_identity(question): question for question in before.questions}
    present = {_identity(question) for question in after.questions}
    for question in before.questions:
        if _identity(question) not in present:
            yield Change("removed", question, question)
    moved = _moved(before, after)
    for question in after.questions:
        was = past.get(_identity(question))
        if was is None:
            yield Change("added_required" if question.required else "added", question)
        else:
            yield from _one(was, question)
            if question.key in moved:
                yield Change("moved", question, was)


def _identity(question: Question) -> str:
    return question.id or question.key


def _one(was: Question, now: Question) -> Iterator[Change]:
    if was.type != now.type:
        yield Change("retyped", now, was)
    if was.label != now.label:
        yield Change("renamed", now, was)
    if gone := _labels_missing(was, now):
        yield Change("options_removed", now, was, gone)
    if come := _labels_missing(now, was):
        yield Change("options_added", now, was, come)
    if now.required and not was.required:
        yield Change("newly_required", now, was)
    if was.required and not now.required:
        yield Change("now_optional", now, was)
    if (was.show_if, was.required_if) != (now.show_if, now.required_if):
        yield Change("condition", now, was)


def _labels_missing(here: Question, there: Question) -> tuple[str, ...]:
    """The labels of the options and lines that are ``here`` and not ``there``."""
    known = {item.key for item in (*there.options, *there.parts)}
    return tuple(item.label for item in (*here.options, *here.parts) if item.key not in known)


def _moved(before: Schema, after: Schema) -> set[str]:
    """Keys of the fewest questions whose displacement explains the new order."""
    rank = {_identity(question): place for place, question in enumerate(before.questions)}
    kept = [question for question in after.questions if _identity(question) in rank]
    still = _longest_rising([rank[_identity(question)] for question in kept])
    return {q.key for q in kept if rank[_identity(q)] not in still}


def _longest_rising(numbers: list[int]) -> set[int]:
    """The members of a longest rising subsequence of distinct ``numbers``."""
    best: list[list[int]] = []
    for place, number in enumerate(numbers):
        earlier = [best[i] for i in range(place) if numbers[i] < number]
        best.append([*max(earlier, key=len, default=[]), number])
    return set(max(best, key=len, default=[]))
