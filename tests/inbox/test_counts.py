"""The numbers on the tabs: the same in one pass and view by view, and no further than one reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coorg_forms.inbox import counts
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import VIEWS
from coorg_forms.models import SupportRequest
from tests import factories


@pytest.fixture
def some(world) -> None:
    """An open request of each kind that the views tell apart."""
    today, now = timezone.localdate(), timezone.now()
    for changes in (
        {},
        {"state": "review", "due_on": today},
        {"state": "info_needed", "due_on": today - timezone.timedelta(days=9)},
        {"state": "accepted", "answered_at": now},
        {"state": "postponed", "due_on": today},
        {"score_state": "discuss"},
        {"quarantined_at": now},
        {"state": "closed", "outcome": "completed", "closed_at": now},
    ):
        made = factories.submit(world.page)
        SupportRequest.objects.filter(pk=made.pk).update(**changes)


def test_one_pass_and_view_by_view_count_the_same(world, some):
    near, far = world.person("moderator"), world.person("manager")
    assert not Desk(near).reach.is_everywhere and Desk(far).reach.is_everywhere
    counted, by_view = counts.counts(Desk(near)), counts.counts(Desk(far))
    assert counted["open"] == 6 and counted["answered"] == 1 and counted["late"] == 1
    both = counted.keys() & by_view.keys()
    assert {code: counted[code] for code in both} == {code: by_view[code] for code in both}


@pytest.mark.parametrize("role", ["organizer", "manager"])
def test_the_tabs_say_what_their_views_hold(world, some, role):
    person = world.person(role)
    for code, number in counts.counts(Desk(person)).items():
        held = SupportRequest.objects.visible_to(person).filter(VIEWS[code].holds(person))
        assert number == held.count(), code


@pytest.mark.parametrize("role", ["organizer", "manager"])
def test_beyond_many_nobody_counts(world, some, sign_in, monkeypatch, role):
    monkeypatch.setattr(counts, "MANY", 3)
    person = world.person(role)
    assert counts.counts(Desk(person))["open"] == 3
    client = sign_in(person)
    for address in (list_url("open"), reverse("wagtailadmin_home")):
        assert ">2+<" in client.get(address).content.decode()


def test_whoever_sees_everything_is_counted_no_further(world, some, monkeypatch):
    with CaptureQueriesContext(connection) as captured:
        counts.counts(Desk(world.person("manager")))
    asked = [query["sql"] for query in captured if "COUNT(" in query["sql"]]
    assert asked and all(f"LIMIT {counts.MANY}" in sql for sql in asked)
