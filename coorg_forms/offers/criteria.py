"""Where the published criteria come from. The only place that knows.

They are written in the block of the page. A site whose grid is kept elsewhere (in the database,
active at a date) changes this function alone: pages and leaflets follow.
"""

from coorg_forms.offers.views import Criterion


def published(value, offer) -> list[Criterion]:
    """The criteria to show for the block ``value``, the heaviest first."""
    found = [
        Criterion(item["label"], item["question"], item["weight"] or 0, offer.language)
        for item in value["items"]
    ]
    return sorted(found, key=lambda criterion: -criterion.weight)
