"""What migrations carry over from the rows that they meet."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coorg_forms.models import SupportRequest, Theme, full_text
from coorg_forms.models.written_keys import as_text
from tests import factories
from tests.factories import answers, submit

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


LATEST = "0014_named_themes"


def migrate(name: str):
    """Migrate the app to ``name``. Returns its models as they are then."""
    target = [("coorg_forms", name)]
    MigrationExecutor(connection).migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def as_it_was():
    """Afterwards everything is as the other tests expect it."""
    yield
    migrate(LATEST)
    full_text.prepare("default")


def test_the_other_territories_of_a_request_come_to_stand_in_its_row(page, as_it_was):
    for named in (["gatineau"], ["gatineau", "pontiac"], ["gatineau", "unsure"]):
        submit(page, answers(territory=named))
    meant = dict(SupportRequest.objects.values_list("pk", "other_territories"))
    assert sorted(map(bool, meant.values())) == [False, True, True]
    before = migrate("0011_spam_level").get_model("coorg_forms", "SupportRequest")
    named_others = dict(before.objects.values_list("pk", "names_others"))
    migrate(LATEST)
    assert named_others == {pk: bool(others) for pk, others in meant.items()}
    assert dict(SupportRequest.objects.values_list("pk", "other_territories")) == meant


def test_the_themes_of_a_request_come_to_stand_in_its_row(page, as_it_was):
    food, isolation = [factories.term(Theme, code) for code in ("food", "isolation")]
    meant = {}
    for themes in ([], [food], [food, isolation]):
        request = submit(page)
        request.themes.set(themes)
        meant[request.pk] = as_text(theme.pk for theme in themes)
    migrate("0013_listing_indexes")
    migrate(LATEST)
    assert dict(SupportRequest.objects.values_list("pk", "named_themes")) == meant
