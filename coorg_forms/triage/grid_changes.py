"""What is different between two grids, item by item, for whoever is about to replace one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coorg_forms.triage.grid import Band, Criterion, GateItem, Grid, Words

KINDS = {
    "added": gettext_lazy("Added"),
    "removed": gettext_lazy("Removed"),
    "changed": gettext_lazy("Changed"),
}


@dataclass(frozen=True)
class Detail:
    """One thing that is not what it was."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    part: str
    """``gate``, ``scale``, ``criteria`` or ``bands``."""
    kind: str
    """A key of ``KINDS``."""
    label: Words
    details: tuple[Detail, ...] = ()

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])


def changes(old: Grid, new: Grid, languages) -> list[Change]:
    """From ``old`` to ``new``; empty when they say the same.

    Arguments:
        languages: code of a language → its name.
    """
    return [
        *_part("gate", old.gate, new.gate, _gate_details, languages),
        *_part("scale", old.scale, new.scale, _no_details, languages),
        *_part("criteria", old.criteria, new.criteria, _criterion_details, languages),
        *_part("bands", old.bands, new.bands, _band_details, languages),
        *_order(old, new),
    ]


def _part(part: str, before, after, details, languages) -> Iterator[Change]:
    was, now = _by_key(before), _by_key(after)
    for key, item in now.items():
        if key not in was:
            yield Change(part, "added", item.label)
            continue
        found = (*_words(_("Words"), was[key].label, item.label, languages),)
        found += (*details(was[key], item, languages),)
        if found:
            yield Change(part, "changed", item.label, found)
    for key, item in was.items():
        if key not in now:
            yield Change(part, "removed", item.label)


def _by_key(items) -> dict:
    return {getattr(item, "key", None) or getattr(item, "score", ""): item for item in items}


def _order(old: Grid, new: Grid) -> Iterator[Change]:
    """The order in which criteria are asked, where both have them."""
    both = old.by_key.keys() & new.by_key.keys()
    before, after = ([key for key in grid.by_key if key in both] for grid in (old, new))
    for was, now in zip(before, after, strict=True):
        if was != now:
            moved = new.by_key[now]
            yield Change("criteria", "changed", moved.label, (Detail(_("Order"), "", ""),))
            return


def _words(what: str, before: Words, after: Words, languages) -> Iterator[Detail]:
    for code, name in languages.items():
        if before.get(code, "") != after.get(code, ""):
            label = _("%(what)s (%(language)s)") % {"what": what, "language": name}
            yield Detail(label, before.get(code, ""), after.get(code, ""))


def _value(what: str, before, after) -> Iterator[Detail]:
    if before != after:
        yield Detail(what, _shown(before), _shown(after))


def _shown(value) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _no_details(before, after, languages):
    return ()


def _gate_details(before: GateItem, after: GateItem, languages) -> Iterator[Detail]:
    yield from _value(_("A “no” asks for more"), before.asks_requester, after.asks_requester)


def _criterion_details(before: Criterion, after: Criterion, languages) -> Iterator[Detail]:
    yield from _value(_("Weight"), before.weight, after.weight)
    yield from _words(_("Question"), before.question, after.question, languages)
    yield from _value(_("“Not applicable” allowed"), before.may_be_na, after.may_be_na)
    yield from _value(_("Answers that bear on it"), before.answers, after.answers)
    was = {anchor.score: anchor.label for anchor in before.anchors}
    now = {anchor.score: anchor.label for anchor in after.anchors}
    for score in sorted({*was, *now}):
        what = _("Note %(score)s") % {"score": score}
        yield from _words(what, was.get(score, {}), now.get(score, {}), languages)


def _band_details(before: Band, after: Band, languages) -> Iterator[Detail]:
    yield from _value(_("From the score"), before.min, after.min)
    yield from _value(_("Business days"), before.contact_days, after.contact_days)
