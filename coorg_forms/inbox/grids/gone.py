"""A draft that a colleague discarded while somebody was writing in it: nothing is lost."""

import re

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.grids.places import places
from coorg_forms.models import CriteriaGrid

_SCORE = re.compile(r"(?:scale|.*-anchors)-\d+-value-score")


def stand_in(desk: Desk, posted) -> CriteriaGrid | None:
    """A draft that is not kept, in the place of the one that is gone; None out of reach.

    Arguments:
        posted: the form of the editor: it says whose grid it was, and what notes its scale has.
    """
    found = places(desk).get(posted.get("place", ""))
    if found is None:
        return None
    establishment, service = found
    last = CriteriaGrid.objects.of(establishment, service).first()
    return CriteriaGrid(
        establishment=establishment,
        service=service,
        number=last.number + 1 if last else 1,
        definition={"scale": [{"score": score, "label": {}} for score in _scores(posted)]},
    )


def other_draft(grid: CriteriaGrid) -> CriteriaGrid | None:
    """The draft that a colleague has begun since, in the same place."""
    versions = CriteriaGrid.objects.of(grid.establishment_id, grid.service_id)
    return versions.filter(state="draft").select_related("establishment", "service").first()


def _scores(posted) -> list[int]:
    typed = {value for name, value in posted.items() if _SCORE.fullmatch(name)}
    return sorted(int(one) for one in typed if re.fullmatch(r"[0-9]{1,3}", one))
