"""Who acts for someone who is away. Computed each time: the return needs nothing to be done."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Person = TypeVar("Person", bound=Hashable)

#: The replacement of a replacement of a replacement; beyond, the team is told.
MOST = 3


def acting(person: Person, away: Mapping[Person, Person | None]) -> Person | None:
    """Who acts for ``person``: the person, when present; None when nobody does.

    Arguments:
        away: everyone who is absent → their replacement, or None.
    """
    for _step in range(MOST + 1):
        if person not in away:
            return person
        person = away[person]
        if person is None:
            return None
    return None
