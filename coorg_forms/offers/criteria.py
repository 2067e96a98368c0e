"""Where the published criteria come from. The only place that knows.

They are those of the evaluation grid in force for the service of the page, and what the block
holds as long as there is none. Pages and leaflets follow.
"""

from coorg_forms.offers.views import Criterion


def published(value, offer) -> list[Criterion]:
    """The criteria to show for the block ``value``, the heaviest first."""
    found = offer.criteria or [
        Criterion(item["label"], item["question"], item["weight"] or 0, offer.language)
        for item in value["items"]
    ]
    return sorted(found, key=lambda criterion: -criterion.weight)
