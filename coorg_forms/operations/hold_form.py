"""Hold a form back that would send requests which nobody answers for."""

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from coorg_forms.models.recipients import HELD
from coorg_forms.operations.hold_translation import put_back


@transaction.atomic
def hold_form(*, page, revision, found: dict[str, list[str]]) -> None:
    """Leave ``revision`` a draft: people go on reading what was published before.

    The history says once for each revision where nobody answers.

    Arguments:
        page: a form page.
        revision: the revision that was to be published.
        found: what ``unanswered`` found.
    """
    put_back(page)
    if not PageLogEntry.objects.filter(action=HELD, revision=revision).exists():
        log(page, HELD, user=revision.user, revision=revision, data={"unanswered": found})
