"""The questions of the forms of a service, that a criterion may refer to."""

from wagtail.models import Locale

from coorg_forms.inbox import vocabulary
from coorg_forms.models import CriteriaGrid, RequestFormMixin


def questions_of(grid: CriteriaGrid) -> list[tuple[str, str]]:
    """``(key, label)`` of each question that is not personal, in the reader's language; and the
    keys that the grid refers to already, whatever became of their questions."""
    found = {}
    for page in _forms(grid):
        version = page.current_version()
        for question in version.parsed.questions if version else ():
            if not question.personal:
                found.setdefault(question.key, question.label)
    for criterion in grid.parsed.criteria:
        for key in criterion.answers:
            found.setdefault(key, key)
    return list(found.items())


def _forms(grid: CriteriaGrid) -> list:
    """The live forms of the grid's service, those in the reader's language first."""
    spoken, usual = vocabulary.content_language(), Locale.get_default().language_code
    rank = {spoken: 0, usual: 1}
    pages = [
        page
        for model in RequestFormMixin.page_models()
        for page in model.objects.live()
        .filter(establishment=grid.establishment_id, service=grid.service_id)
        .select_related("locale")
    ]
    return sorted(pages, key=lambda page: rank.get(page.language, 2))
