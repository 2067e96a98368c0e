"""Who opened, downloaded or exported which request."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coorg_forms.models import AccessRecord
from tests import factories
from tests.inbox.conftest import url

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/requests/accesses/"


def kept() -> list[tuple]:
    rows = AccessRecord.objects.order_by("pk")
    return list(rows.values_list("user__username", "request__reference", "kind"))


@pytest.fixture
def opened(world, moderator, support_request):
    moderator.get(url("detail", support_request))
    return support_request


def test_opening_leaves_one_row_for_each_person_and_day(world, moderator, opened, sign_in):
    moderator.get(url("detail", opened))
    sign_in(world.organizer).get(url("detail", opened))
    mine, theirs = (one.username for one in (world.moderator, world.organizer))
    assert kept() == [(mine, opened.reference, "opened"), (theirs, opened.reference, "opened")]

    with time_machine.travel(timezone.now() + timedelta(days=1)):
        sign_in(world.moderator).get(url("detail", opened))
    assert len(kept()) == 3


def test_reading_again_writes_nothing(moderator, opened):
    with CaptureQueriesContext(connection) as captured:
        moderator.get(url("detail", opened))
    about = [query["sql"] for query in captured if "accessrecord" in query["sql"]]
    assert len(about) == 1 and about[0].startswith("SELECT")


def test_a_request_out_of_reach_leaves_nothing(world, moderator):
    request = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    assert moderator.get(url("detail", request)).status_code == 404
    assert kept() == []


def test_an_export_names_every_request_of_the_file(world, sign_in):
    references = {factories.submit(world.page).reference for _number in range(3)}
    factories.submit(world.page, suspicions=("honeypot",))  # not in the list that is exported
    client = sign_in(world.manager)
    response = client.post("/admin/requests/export/", {"format": "csv", "reason": "Bilan"})
    assert b"".join(response.streaming_content)

    assert {row[1:] for row in kept()} == {(one, "exported") for one in references}


def test_officers_and_managers_read_it_where_they_are_in_charge(world, sign_in, opened, moderator):
    other = factories.submit(world.page)
    moderator.get(url("detail", other))
    for role in ("privacy", "manager"):
        html = sign_in(world.person(role)).get(ADDRESS).content.decode()
        assert opened.reference in html and world.moderator.get_full_name() in html
        far = world.person(role, world.elsewhere.team)
        assert opened.reference not in sign_in(far).get(ADDRESS).content.decode()


@pytest.mark.parametrize("name", ["accesses", "accesses_results"])
def test_it_is_filtered_by_person_reference_and_date(world, sign_in, opened, moderator, name):
    other = factories.submit(world.page)
    sign_in(world.organizer).get(url("detail", other))
    client, today = sign_in(world.manager), timezone.localdate()

    def found(query):
        html = client.get(reverse(f"coorg_requests:{name}") + query).content.decode()
        return [one.reference for one in (opened, other) if f">\n{one.reference}" in html
                or f"{one.reference}/" in html]  # fmt: skip

    assert found("") == [opened.reference, other.reference]
    assert found(f"?reference={opened.reference}") == [opened.reference]
    assert found(f"?user_name={world.organizer.last_name}") == [other.reference]
    assert found("?kind=file") == []
    assert found(f"?day_from={today + timedelta(days=1)}") == []
    assert len(found(f"?day_from={today}&day_to={today}")) == 2


def test_it_leaves_as_a_file_as_it_is_filtered(world, sign_in, opened):
    client = sign_in(world.person("privacy"))
    for query, number in (("", 2), ("&kind=exported", 1)):
        response = client.get(f"{ADDRESS}?export=csv{query}")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == number
        assert rows[0] == ["When", "By", "What", "Request"]


def test_it_is_forgotten_when_its_time_is_over(opened, settings):
    settings.COORG_FORMS_ACCESS_MONTHS = 12
    for days, left in ((360, 1), (370, 0)):
        AccessRecord.objects.update(at=timezone.now() - timedelta(days=days))
        call_command("coorg_housekeeping")
        assert AccessRecord.objects.count() == left


def test_the_name_outlives_the_account(world, opened):
    name = world.moderator.get_full_name()
    world.moderator.delete()
    assert AccessRecord.objects.get().user_name == name
