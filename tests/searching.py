"""Searching among all requests, by the index of words and row by row, which find the same."""

from django.db.models import Q

from coorg_forms.models import SupportRequest, full_text
from coorg_forms.models.full_text import Sought, scope
from coorg_forms.questions.likeness import fold_for_search

EVERYWHERE = tuple(f"{stage}t" for stage in scope.STAGES)


def search(words: str):
    """The requests that hold every one of ``words``."""
    folded = fold_for_search(words).split()
    if not folded:
        return SupportRequest.objects.all()
    index, sought = full_text.index("default"), Sought(tuple(folded), (EVERYWHERE,))
    held = SupportRequest.objects.filter(index.holds(folded))
    led = SupportRequest.objects.filter(index.leads(sought))
    keys = index.keys(sought, 1000)
    listed = SupportRequest.objects.filter(index.among(keys), index.along(keys) or Q())
    found = set(held)
    assert found == set(led) == set(listed), words
    return held
