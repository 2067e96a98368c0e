"""Conditions: when a question is shown or required, told from the answers to earlier questions.

One level of tests, ``all`` or ``any``, about choice questions only. ``conditions.js`` applies the
same rules in the browser; ``tests/cases/conditions.json`` is run through both.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

#: What was chosen for each visible, answered question: key → option keys.
Seen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Operator:
    label: object
    """As it reads after the question's label, in the builder."""
    holds: Callable[[tuple[str, ...], tuple[str, ...]], bool]
    """``(chosen, wanted) → bool``; ``chosen`` is empty for an unanswered or hidden question."""
    takes_value: bool = True


#: code → operator. Codes are stored for ever.
OPERATORS = {
    "is": Operator(_("is"), lambda chosen, wanted: bool(chosen) and set(chosen) == set(wanted)),
    "in": Operator(_("is one of"), lambda chosen, wanted: bool(set(chosen) & set(wanted))),
    "is_not": Operator(
        _("is not"), lambda chosen, wanted: bool(chosen) and set(chosen) != set(wanted)
    ),
    "includes": Operator(_("includes"), lambda chosen, wanted: bool(set(chosen) & set(wanted))),
    "answered": Operator(_("is answered"), lambda chosen, wanted: bool(chosen), takes_value=False),
    "not_answered": Operator(
        _("is not answered"), lambda chosen, wanted: not chosen, takes_value=False
    ),
}


@dataclass(frozen=True)
class Test:
    __test__ = False  # not a test of pytest's

    question: str
    op: str
    value: tuple[str, ...] = ()

    def holds(self, seen: Seen) -> bool:
        return OPERATORS[self.op].holds(seen.get(self.question, ()), self.value)


@dataclass(frozen=True)
class Condition:
    match: str
    """``all`` or ``any``."""
    tests: tuple[Test, ...]

    def holds(self, seen: Seen) -> bool:
        combine = any if self.match == "any" else all
        return combine(test.holds(seen) for test in self.tests)

    def to_json(self) -> dict:
        return {self.match: [_test_to_json(test) for test in self.tests]}


def _test_to_json(test: Test) -> dict:
    data = {"question": test.question, "op": test.op}
    if OPERATORS[test.op].takes_value:
        data["value"] = list(test.value)
    return data


def condition_from_json(data: Mapping | None) -> Condition | None:
    """The condition written as ``{"all"|"any": [{"question", "op", "value"}]}``, or None.

    ``value`` may be one option key or a list of them.

    Raises:
        ValueError: neither ``all`` nor ``any``, or an operator that does not exist.
    """
    if not data:
        return None
    (match, tests), *rest = data.items()
    if rest or match not in ("all", "any"):
        raise ValueError("a condition is {'all': [...]} or {'any': [...]}")
    return Condition(match, tuple(_test_from_json(test) for test in tests))


def _test_from_json(data: Mapping) -> Test:
    if data["op"] not in OPERATORS:
        raise ValueError(f"unknown operator {data['op']!r}")
    return Test(data["question"], data["op"], _as_keys(data.get("value", ())))


def _as_keys(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
