"""The question to the requester that an evaluation prepares, in their own language."""

from django.utils import translation
from django.utils.translation import gettext as _

from coorg_forms.models import CriteriaGrid, SupportRequest
from coorg_forms.triage.grid import words_in


def question_about(request: SupportRequest, keys: list[str]) -> str:
    """A draft that asks about the criteria ``keys``, which are public; empty without any."""
    grid = CriteriaGrid.objects.for_request(request) if keys else None
    if grid is None:
        return ""
    criteria = [one for one in grid.parsed.criteria if one.key in keys]
    language = request.language.partition("-")[0]
    asked = [words_in(one.question or one.label, language) for one in criteria]
    if not asked:
        return ""
    with translation.override(request.language):
        opening = _("To assess your request, we need to know more:")
    return "\n".join([opening, "", *(f"– {question}" for question in asked)])
