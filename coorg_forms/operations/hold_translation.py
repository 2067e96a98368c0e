"""Hold a translation back that does not say all that its source says."""

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from coorg_forms.models.translated import Held

HELD = "coorg_forms.hold_translation"


@transaction.atomic
def hold(*, page, revision, found: Held) -> None:
    """Leave ``revision`` a draft: people go on reading what was published before.

    wagtail-localize writes the texts into the row of the page before it publishes: what people
    read is put back. The history says once for each revision why nothing was published.

    Arguments:
        page: a translated form page.
        revision: the revision that was to be published.
        found: what it lacks.
    """
    put_back(page)
    if not PageLogEntry.objects.filter(action=HELD, revision=revision).exists():
        data = {"gaps": len(found.gaps)}
        log(page, HELD, user=revision.user, revision=revision, data=data)


def put_back(page) -> None:
    """What people read, as it was published last."""
    if page.live and page.live_revision_id and not page.alias_of_id:
        former = page.live_revision.as_object()
        former.has_unpublished_changes = True
        former.save(clean=False)
