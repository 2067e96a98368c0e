"""What migrations carry over from the rows that they meet."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coorg_forms.models import SupportRequest
from tests.factories import answers, submit

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def migrate(name: str):
    """Migrate the app to ``name``. Returns its models as they are then."""
    target = [("coorg_forms", name)]
    MigrationExecutor(connection).migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


def test_the_other_territories_of_a_request_come_to_stand_in_its_row(page):
    for named in (["gatineau"], ["gatineau", "pontiac"], ["gatineau", "unsure"]):
        submit(page, answers(territory=named))
    meant = dict(SupportRequest.objects.values_list("pk", "other_territories"))
    assert sorted(map(bool, meant.values())) == [False, True, True]
    try:
        before = migrate("0011_spam_level").get_model("coorg_forms", "SupportRequest")
        named_others = dict(before.objects.values_list("pk", "names_others"))
    finally:
        migrate("0013_listing_indexes")
    assert named_others == {pk: bool(others) for pk, others in meant.items()}
    assert dict(SupportRequest.objects.values_list("pk", "other_territories")) == meant
