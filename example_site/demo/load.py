"""The demo from one end to the other, all or nothing."""

from django.contrib.auth import get_user_model
from django.db import transaction

from coorg_forms.models import Establishment, JobHeartbeat
from example_site.demo import (
    conversations,
    corrections,
    evaluations,
    grids,
    holidays,
    pages,
    places,
    requests,
    routing,
    staff,
)
from example_site.demo.files import read


class NotEmpty(Exception):
    """The database belongs to someone: the demo must not add its well-known passwords."""


@transaction.atomic
def load() -> bool:
    """Load the demo. False when it was there already: nothing is changed then.

    Raises:
        NotEmpty: there are people in the database and they are not the demo's.
    """
    if is_loaded():
        return False
    if get_user_model().objects.exists():
        raise NotEmpty
    places.make_locales()
    places.make_establishments()
    places.make_terms()
    places.make_contacts()
    staff.make_teams()
    staff.make_people()
    staff.make_replies()
    grids.make_grids()
    holidays.make_holidays()
    staff.let_editors_edit(pages.make_pages())
    requests.make_requests()
    conversations.make_conversations()
    corrections.make_corrections()
    routing.make_rules()
    routing.make_absences()
    evaluations.make_evaluations()
    JobHeartbeat.beat("housekeeping")
    return True


def is_loaded() -> bool:
    """All or nothing: the first establishment is enough to tell."""
    return Establishment.objects.filter(code=read("site")["establishments"][0]["code"]).exists()
