"""The priorities of every grid that was ever in force, in the reader's words."""

from coorg_forms.inbox.evaluation_form import in_my_words
from coorg_forms.models import CriteriaGrid


def band_labels() -> dict[str, str]:
    """Key → label, the highest first; the newest grid in force names each."""
    kept = CriteriaGrid.objects.exclude(state="draft").order_by("activated_at", "pk")
    named, least = {}, {}
    for definition in kept.values_list("definition", flat=True):
        for band in definition.get("bands", ()):
            named[band["key"]] = in_my_words(band["label"])
            least[band["key"]] = band["min"]
    return {key: named[key] for key in sorted(named, key=lambda key: -least[key])}
