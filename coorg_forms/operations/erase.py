"""Erase what says who asked and what people wrote, once the time that was promised is over.

What remains counts: territory, service, dates, outcome, score, and the choices that were ticked.
Source: the Act respecting Access to documents held by public bodies, CQLR c. A-2.1, s. 73.
"""

from datetime import datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from coorg_forms.models import Contact, EvaluationScore, SupportRequest
from coorg_forms.operations import words
from coorg_forms.operations.writing import change
from coorg_forms.questions import registry
from coorg_forms.questions.question_type import ABSENT

#: Columns that hold what people wrote.
WORDS = (
    *("organization", "organization_key", "place", "place_key"),
    *("summary", "excerpt", "known_organizer"),
)


@transaction.atomic
def erase(*, request: SupportRequest, now: datetime | None = None) -> SupportRequest:
    """Erase the contact, the files, and every text of and about ``request``. Irreversible.

    Raises:
        StaleRequest: someone changed the request meanwhile; nothing was erased.
    """
    change(
        request,
        version=request.version,
        action="erased",
        answers=_choices(request),
        erased_at=now or timezone.now(),
        search_text=words.of_answers(request.form_version.parsed, {}, request.reference),
        **dict.fromkeys(WORDS, ""),
    )
    Contact.objects.filter(request=request).delete()
    request._state.fields_cache.pop("contact", None)
    request.files.all().delete()
    request.messages.update(body="")
    request.evaluations.update(comment="")
    EvaluationScore.objects.filter(evaluation__request=request).update(comment="")
    request.decisions.all().erase_words()
    request.amendments.all().erase_words()
    return request


def erase_expired(now: datetime | None = None) -> int:
    """Erase the requests that ended longer ago than their form promised. Returns how many."""
    now = now or timezone.now()
    kept = SupportRequest.objects.filter(erased_at=None, closed_at__isnull=False)
    number = 0
    promised = kept.exclude(retention_months=None).order_by()
    for months in promised.values_list("retention_months", flat=True).distinct():
        ended = now - relativedelta(months=months)
        over = kept.filter(retention_months=months, closed_at__lt=ended)
        for request in over.select_related("contact", "form_version").iterator(chunk_size=200):
            erase(request=request, now=now)
            number += 1
    return number


def _choices(request: SupportRequest) -> dict:
    """The answers that were ticked, without what was written beside them."""
    schema, found = request.form_version.parsed, {}
    for key, value in request.answers.items():
        question = schema.by_key.get(key)
        kind = registry.get(question.type) if question else None
        if kind and kind.is_choice:
            ticked = kind.coerce(question, list(kind.selected(value)))
            if ticked is not ABSENT:
                found[key] = ticked
    return found
