"""What keeps a grid from being put in force, each point in plain words and with its place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.triage.grid import Anchor, Band, Criterion, GateItem, Grid, Words, words_in

#: A key: a letter or a digit first (bands are called ``P1``). Stored with every evaluation.
KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,49}")
#: The parts of a grid, and what one of their items is called.
PARTS = {
    "gate": gettext_lazy("Gate question"),
    "scale": gettext_lazy("Note"),
    "criteria": gettext_lazy("Criterion"),
    "bands": gettext_lazy("Band"),
}
#: The weights of the criteria add up to this.
WHOLE = 100
#: Code of a language → its name, for those that every text must be in.
Languages = Mapping[str, str]


@dataclass(frozen=True)
class Fault:
    part: str
    """A key of ``PARTS``."""
    message: str
    place: str = ""
    """The item in words; empty when it is about the whole part."""


def faults(grid: Grid, languages: Languages) -> list[Fault]:
    """What to mend before ``grid`` may be put in force; empty when nothing is."""
    return [
        *_of_gate(grid, languages),
        *_of_scale(grid, languages),
        *_of_criteria(grid, languages),
        *_of_bands(grid, languages),
    ]


def place(part: str, number: int, label: Words, languages: Languages) -> str:
    """``Criterion 3: Timing``; the number alone while it has no words."""
    name = _("%(part)s %(number)s") % {"part": PARTS[part], "number": number}
    words = words_in(label, next(iter(languages), ""))
    return _("%(place)s: %(words)s") % {"place": name, "words": words} if words else name


def _of_gate(grid: Grid, languages) -> Iterator[Fault]:
    for number, item in enumerate(grid.gate, start=1):
        where = place("gate", number, item.label, languages)
        yield from _words("gate", where, _("question"), item.label, languages)
    yield from _keys("gate", grid.gate, languages)


def _of_scale(grid: Grid, languages) -> Iterator[Fault]:
    notes = [anchor.score for anchor in grid.scale]
    if len(notes) < 2:
        yield Fault("scale", _("The scale needs two notes at least."))
    elif notes != list(range(len(notes))):
        yield Fault("scale", _("The notes start at 0 and go up by one, each once."))
    for anchor in grid.scale:
        where = _("Note %(score)s") % {"score": anchor.score}
        yield from _words("scale", where, _("word"), anchor.label, languages)


def _of_criteria(grid: Grid, languages) -> Iterator[Fault]:
    if not grid.criteria:
        yield Fault("criteria", _("There is no criterion."))
        return
    if grid.total != WHOLE:
        yield Fault("criteria", total_words(grid.total))
    for number, one in enumerate(grid.criteria, start=1):
        where = place("criteria", number, one.label, languages)
        if one.weight <= 0:
            yield Fault("criteria", _("The weight is more than 0."), where)
        yield from _words("criteria", where, _("name"), one.label, languages)
        yield from _words("criteria", where, _("question"), one.question, languages)
        yield from _anchors(grid, one, where, languages)
    yield from _keys("criteria", grid.criteria, languages)


def total_words(total: int) -> str:
    """How far the weights are from their total: ``85 of 100: 15 left``."""
    if total == WHOLE:
        return _("The weights total 100.")
    if total < WHOLE:
        left = WHOLE - total
        return _("The weights total %(total)s of 100: %(left)s left.") % {
            "total": total,
            "left": left,
        }
    more = total - WHOLE
    return _("The weights total %(total)s of 100: %(more)s too many.") % {
        "total": total,
        "more": more,
    }


def _anchors(grid: Grid, one: Criterion, where: str, languages) -> Iterator[Fault]:
    notes, given = {a.score for a in grid.scale}, Counter(a.score for a in one.anchors)
    for score in sorted(notes - set(given)):
        yield Fault(
            "criteria", _("What the note %(score)s means is not said.") % {"score": score}, where
        )
    for score, times in sorted(given.items()):
        if score not in notes:
            message = _("The note %(score)s is not on the scale.")
            yield Fault("criteria", message % {"score": score}, where)
        elif times > 1:
            message = _("The note %(score)s is explained twice.")
            yield Fault("criteria", message % {"score": score}, where)
    for anchor in one.anchors:
        what = _("meaning of the note %(score)s") % {"score": anchor.score}
        yield from _words("criteria", where, what, anchor.label, languages)


def _of_bands(grid: Grid, languages) -> Iterator[Fault]:
    if not grid.bands:
        yield Fault("bands", _("There is no band."))
        return
    lowest = Counter(band.min for band in grid.bands)
    if 0 not in lowest:
        yield Fault("bands", _("No band reaches down to 0: some scores would have none."))
    for score in sorted(score for score, times in lowest.items() if times > 1):
        message = _("Two bands begin at %(score)s.")
        yield Fault("bands", message % {"score": score})
    for number, band in enumerate(grid.bands, start=1):
        where = place("bands", number, band.label, languages)
        if not 0 <= band.min <= 100:
            yield Fault("bands", _("A band begins between 0 and 100."), where)
        if band.contact_days < 1:
            yield Fault("bands", _("The delay is one business day at least."), where)
        yield from _words("bands", where, _("name"), band.label, languages)
    yield from _keys("bands", grid.bands, languages)


def _words(part: str, where: str, what: str, words: Words, languages) -> Iterator[Fault]:
    for code, name in languages.items():
        if not (words.get(code) or "").strip():
            message = _("No %(what)s in this language: %(language)s.")
            yield Fault(part, message % {"what": what, "language": name}, where)


def _keys(
    part: str, items: tuple[GateItem | Criterion | Band | Anchor, ...], languages
) -> Iterator[Fault]:
    times = Counter(item.key for item in items)
    for number, item in enumerate(items, start=1):
        where = place(part, number, item.label, languages)
        if not KEY.fullmatch(item.key):
            yield Fault(
                part, _("The key has letters without accents, digits and underscores only."), where
            )
        elif times[item.key] > 1:
            yield Fault(part, _("Another one has the key “%(key)s”.") % {"key": item.key}, where)
