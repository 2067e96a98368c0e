"""All the ways through a form, without asking anybody: which questions show together, which never
show, how long the longest way takes.

Conditions are about choices only, so a form is a few independent forks: questions tied together by
conditions. Each fork is walked answer by answer, but answers that no condition tells apart are
walked once. Counts of forks multiply; their longest ways add up.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import ceil, prod

from coorg_forms.questions import registry
from coorg_forms.questions.conditions import Test
from coorg_forms.questions.schema import Marker, Question, Schema

#: A fork with more ways than this is told as "more than".
MOST_WAYS = 500
#: Boxes of one question that its tests tell apart; beyond it, not every set of them is tried.
MOST_GROUPS = 7
#: A long list is not read to its end.
MOST_LABELS = 20
#: Reading: 200 words a minute, https://doi.org/10.1016/j.jml.2019.104047 (238, slower on a phone).
SECONDS_PER_WORD = 0.3


@dataclass(frozen=True)
class Way:
    """One way through a fork."""

    answers: Mapping[str, tuple[str, ...]]
    """Key of a question that decides → option keys, empty when it is left blank."""
    shown: frozenset[str]
    """Keys of the fork's conditional questions that show."""
    seconds: float


@dataclass(frozen=True)
class Fork:
    questions: tuple[Question, ...]
    """Those that decide and those that depend on them, in reading order."""
    ways: tuple[Way, ...]
    """Different sets of questions shown, in the order of the options."""
    is_whole: bool
    """False when there are more ways than were walked."""

    def alike(self, key: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
        """The answers to a question that lead where ``chosen`` leads, itself included."""
        question = next(one for one in self.questions if one.key == key)
        if len(chosen) != 1 or getattr(registry.get(question.type), "multiple", False):
            return chosen
        tests = [test for one in self.questions for test in _tests(one) if test.question == key]
        wanted = [test.holds({key: chosen}) for test in tests]
        return tuple(
            option.key
            for option in question.options
            if [test.holds({key: (option.key,)}) for test in tests] == wanted
        )


@dataclass(frozen=True)
class Paths:
    schema: Schema
    forks: tuple[Fork, ...]

    @property
    def count(self) -> int:
        """How many different sets of questions a person may be shown."""
        return prod(len(fork.ways) for fork in self.forks)

    @property
    def is_whole(self) -> bool:
        return all(fork.is_whole for fork in self.forks)

    @cached_property
    def unreachable(self) -> tuple[Question, ...]:
        """Questions that no answer ever shows. A fork too large to walk whole accuses nobody."""
        found = []
        for fork in self.forks:
            reached = frozenset().union(*(way.shown for way in fork.ways))
            found += [
                q for q in fork.questions if q.show_if and fork.is_whole and q.key not in reached
            ]
        return tuple(found)

    @property
    def shortest_minutes(self) -> int:
        return self._minutes(min)

    @property
    def longest_minutes(self) -> int:
        return self._minutes(max)

    @cached_property
    def longest(self) -> tuple[Question, ...]:
        """The questions of the longest way, in reading order."""
        shown = {key for fork in self.forks for key in _longest(fork).shown}
        return tuple(q for q in self.schema.questions if not q.show_if or q.key in shown)

    def _minutes(self, choose) -> int:
        always = sum(seconds(item) for item in self.schema.items if not _is_conditional(item))
        forked = sum(choose(way.seconds for way in fork.ways) for fork in self.forks)
        return max(1, ceil((always + forked) / 60))


def simulate(schema: Schema) -> Paths:
    """Every way through ``schema``."""
    return Paths(schema, tuple(_fork(questions) for questions in _tied(schema)))


def seconds(item: Question | Marker) -> float:
    """Time to read ``item``, and to answer it: see ``QuestionType.seconds``."""
    if isinstance(item, Marker):
        return _words(item.title, item.text) * SECONDS_PER_WORD
    labels = [option.label for option in item.options[:MOST_LABELS]]
    reading = _words(item.label, item.help, item.why, *labels) * SECONDS_PER_WORD
    inside = sum(seconds(part) for part in item.parts)
    return reading + registry.get(item.type).seconds + inside


def _words(*texts: str) -> int:
    return sum(len(text.split()) for text in texts)


def _is_conditional(item) -> bool:
    return isinstance(item, Question) and item.show_if is not None


def _longest(fork: Fork) -> Way:
    return max(fork.ways, key=lambda way: way.seconds)


# Forks --------------------------------------------------------------------------------------


def _tied(schema: Schema) -> Iterator[tuple[Question, ...]]:
    """The questions that conditions of visibility tie together, one group after the other."""
    group: dict[str, set[str]] = {}
    for question in schema.questions:
        tied = {question.key}
        for parent in _parents(question):
            tied |= group.get(parent, {parent})
        for key in tied if len(tied) > 1 else ():
            group[key] = tied
    told: set[int] = set()
    for question in schema.questions:
        keys = group.get(question.key)
        if keys and id(keys) not in told:
            told.add(id(keys))
            yield tuple(q for q in schema.questions if q.key in keys)


def _tests(question: Question) -> tuple[Test, ...]:
    return question.show_if.tests if question.show_if else ()


def _parents(question: Question) -> set[str]:
    return {test.question for test in _tests(question)}


@dataclass(frozen=True)
class _State:
    """How far a walk has come."""

    seen: Mapping[str, tuple[str, ...]]
    shown: frozenset[str]


def _fork(questions: tuple[Question, ...]) -> Fork:
    tests = {question.key: [] for question in questions}
    for question in questions:
        for test in _tests(question):
            tests.setdefault(test.question, []).append(test)
    states, is_whole = [_State({}, frozenset())], True
    for place, question in enumerate(questions):
        later = [test for other in questions[place + 1 :] for test in _tests(other)]
        states = _merged(_step(states, question, tests[question.key]), later)
        is_whole = is_whole and _is_told_whole(question, tests[question.key])
        if len(states) > MOST_WAYS:
            states, is_whole = states[:MOST_WAYS], False
    return Fork(questions, tuple(_way(state, questions) for state in states), is_whole)


def _step(states: list[_State], question: Question, tests: list[Test]) -> Iterator[_State]:
    choices = _choices(question, tests) if tests else [()]
    for state in states:
        if question.show_if and not question.show_if.holds(state.seen):
            yield state
            continue
        shown = state.shown | {question.key} if question.show_if else state.shown
        for chosen in choices:
            seen = {**state.seen, question.key: chosen} if tests else state.seen
            yield _State(seen, shown)


def _merged(states: Iterable[_State], later: list[Test]) -> list[_State]:
    """One state for each set of questions shown and of tests still to come."""
    kept: dict[tuple, _State] = {}
    for state in states:
        truths = tuple(test.holds(state.seen) for test in later)
        kept.setdefault((state.shown, truths), state)
        if len(kept) > MOST_WAYS:
            break
    return list(kept.values())


def _way(state: _State, questions: tuple[Question, ...]) -> Way:
    time = sum(seconds(question) for question in questions if question.key in state.shown)
    return Way(state.seen, state.shown, time)


# Answers ------------------------------------------------------------------------------------


def _choices(question: Question, tests: list[Test]) -> list[tuple[str, ...]]:
    """Sets of options that ``tests`` tell apart, and no answer if the question may stay blank."""
    kind, keys = registry.get(question.type), [option.key for option in question.options]
    is_multiple = getattr(kind, "multiple", False)
    candidates = _sets(keys, tests) if is_multiple else [(key,) for key in keys or ["given"]]
    if not question.required:
        candidates = [*candidates, ()]
    told: dict[tuple[bool, ...], tuple[str, ...]] = {}
    for chosen in candidates:
        if _is_allowed(kind, question, chosen):
            told.setdefault(tuple(test.holds({question.key: chosen}) for test in tests), chosen)
    return list(told.values()) or [()]


def _is_allowed(kind, question: Question, chosen: tuple[str, ...]) -> bool:
    """Whether so many answers may be chosen."""
    if not chosen or not kind.is_choice:
        return True
    codes = {invalid.code for invalid in kind.check(question, list(chosen), None)}
    return not codes & {"too_few", "too_many"}


def _sets(keys: list[str], tests: list[Test]) -> list[tuple[str, ...]]:
    """Sets of boxes: of those that the same tests mention, none, one, or all."""
    groups = _alike(keys, tests)
    if len(groups) > MOST_GROUPS:
        wanted = [tuple(key for key in keys if key in test.value) for test in tests]
        return [*((key,) for key in keys), *wanted, tuple(keys)]
    found = []
    for pick in product(*([(), (group[0],), tuple(group)] for group in groups)):
        chosen = {key for part in pick for key in part}
        if chosen:
            found.append(tuple(key for key in keys if key in chosen))
    return found


def _alike(keys: list[str], tests: list[Test]) -> list[list[str]]:
    """``keys`` in groups that every test mentions together."""
    groups: dict[tuple[bool, ...], list[str]] = {}
    for key in keys:
        groups.setdefault(tuple(key in test.value for test in tests), []).append(key)
    return list(groups.values())


def _is_told_whole(question: Question, tests: list[Test]) -> bool:
    return len(_alike([option.key for option in question.options], tests)) <= MOST_GROUPS
