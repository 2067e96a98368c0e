"""What databases need to find their way among many requests."""

from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.models import Count

from coorg_forms.models import SupportRequest, needs, planner
from tests import factories

pytestmark = pytest.mark.django_db


def test_the_housekeeping_has_sqlite_look_at_the_requests(world):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL looks by itself")
    factories.submit(world.page)
    call_command("coorg_housekeeping")
    with connection.cursor() as cursor:
        cursor.execute("SELECT idx FROM sqlite_stat1 WHERE tbl = %s", [planner.TABLE])
        known = {name for (name,) in cursor.fetchall()}
    assert {"coorg_open_due", "coorg_ended_facet"} & known


def test_a_busy_database_does_not_undo_the_housekeeping(world, monkeypatch, capsys):
    monkeypatch.setattr(planner, "refresh", Mock(side_effect=OperationalError("locked")))
    call_command("coorg_housekeeping")
    said = capsys.readouterr()
    assert "reminded" in said.out and "locked" in said.err


@pytest.mark.postgres
def test_it_knows_which_columns_go_together():
    planner.prepare("default")  # as after each migration: nothing is doubled
    with connection.cursor() as cursor:
        cursor.execute("SELECT stxkind FROM pg_statistic_ext WHERE stxname = %s", [planner.NAME])
        assert cursor.fetchall() == [(["m"],)]


@pytest.mark.postgres
def test_the_counts_of_the_tabs_read_an_index_alone():
    person = factories.user()
    conditions = {code: need.holds(person) for code, need in needs.NEEDS.items()}
    counted = {code: Count("pk", filter=holds) for code, holds in conditions.items()}
    rows = SupportRequest.objects.open().order_by().values("closed_at").annotate(**counted)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        for name in _indexes(cursor):  # of an empty table all cost the same
            cursor.execute(f"DROP INDEX {name}")
    assert "Index Only Scan using coorg_open_due" in rows.explain()


def _indexes(cursor) -> list[str]:
    """The other indexes of open requests. What is dropped comes back after the test."""
    cursor.execute(
        "SELECT indexname FROM pg_indexes WHERE tablename = %s AND indexdef LIKE %s "
        "AND indexname <> 'coorg_open_due'",
        [SupportRequest._meta.db_table, "%(closed_at IS NULL)%"],
    )
    return [name for (name,) in cursor.fetchall()]
