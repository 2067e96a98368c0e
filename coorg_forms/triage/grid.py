"""An evaluation grid as it was frozen: gate, criteria with their anchors, bands."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

#: A text in several languages: code of a language (``fr``, ``en``) → words.
Words = Mapping[str, str]


@dataclass(frozen=True)
class GateItem:
    """A yes/no question that comes before any note."""

    key: str
    label: Words
    asks_requester: bool = False
    """A "no" asks the requester for more, instead of proposing another service."""


@dataclass(frozen=True)
class Anchor:
    """What a note means."""

    score: int
    label: Words


@dataclass(frozen=True)
class Criterion:
    key: str
    label: Words
    question: Words
    weight: int
    """In percent: the weights of an active grid total 100."""
    anchors: tuple[Anchor, ...]
    """In words, one for each note of the scale."""
    may_be_na: bool = True
    """Whether "not applicable" may be answered."""
    answers: tuple[str, ...] = ()
    """Keys or roles of the questions whose answers bear on it."""


@dataclass(frozen=True)
class Band:
    key: str
    label: Words
    min: int
    """Lowest score of the band, 0–100."""
    contact_days: int
    """Business days until the first human contact, once accepted."""


@dataclass(frozen=True)
class Grid:
    gate: tuple[GateItem, ...]
    scale: tuple[Anchor, ...]
    """What the notes mean in general, from 0 up."""
    criteria: tuple[Criterion, ...]
    bands: tuple[Band, ...]
    """The highest first."""

    @cached_property
    def top(self) -> int:
        """The highest note of the scale."""
        return max((anchor.score for anchor in self.scale), default=0)

    @cached_property
    def by_key(self) -> dict[str, Criterion]:
        return {criterion.key: criterion for criterion in self.criteria}

    @cached_property
    def total(self) -> int:
        """The sum of the weights."""
        return sum(criterion.weight for criterion in self.criteria)

    def band(self, score: int) -> Band | None:
        """The band of a rounded score: bands compare what is shown."""
        return next((band for band in self.bands if score >= band.min), None)

    def band_called(self, key: str) -> Band | None:
        return next((band for band in self.bands if band.key == key), None)


def words_in(words: Words, language: str) -> str:
    """``words`` in a language, else in the first that has them."""
    return words.get(language) or next((text for text in words.values() if text), "")


def grid_from_json(data: Mapping) -> Grid:
    """Read a grid as ``grid_to_json`` writes it; missing parts are empty."""
    return Grid(
        gate=tuple(
            GateItem(item["key"], item["label"], item.get("asks_requester", False))
            for item in data.get("gate", ())
        ),
        scale=_anchors(data.get("scale", ())),
        criteria=tuple(
            Criterion(
                item["key"],
                item["label"],
                item.get("question", {}),
                item["weight"],
                _anchors(item.get("anchors", ())),
                item.get("may_be_na", True),
                tuple(item.get("answers", ())),
            )
            for item in data.get("criteria", ())
        ),
        bands=tuple(
            sorted(
                (
                    Band(
                        item["key"],
                        item["label"],
                        item["min"],
                        item["first_contact_business_days"],
                    )
                    for item in data.get("bands", ())
                ),
                key=lambda band: -band.min,
            )
        ),
    )


def _anchors(items) -> tuple[Anchor, ...]:
    anchors = (Anchor(item["score"], item["label"]) for item in items)
    return tuple(sorted(anchors, key=lambda anchor: anchor.score))


def grid_to_json(grid: Grid) -> dict:
    """Plain data, the same for the same grid: what is frozen and exported."""
    return {
        "scale": _anchors_to_json(grid.scale),
        "gate": [
            {"key": item.key, "label": dict(item.label), "asks_requester": item.asks_requester}
            for item in grid.gate
        ],
        "criteria": [
            {
                "key": one.key,
                "label": dict(one.label),
                "question": dict(one.question),
                "weight": one.weight,
                "may_be_na": one.may_be_na,
                "answers": list(one.answers),
                "anchors": _anchors_to_json(one.anchors),
            }
            for one in grid.criteria
        ],
        "bands": [
            {
                "key": band.key,
                "label": dict(band.label),
                "min": band.min,
                "first_contact_business_days": band.contact_days,
            }
            for band in grid.bands
        ],
    }


def _anchors_to_json(anchors) -> list[dict]:
    return [{"score": anchor.score, "label": dict(anchor.label)} for anchor in anchors]
