"""What PostgreSQL needs to find its way among many requests."""

import pytest
from django.db import connection
from django.db.models import Count

from coorg_forms.models import SupportRequest, needs, planner
from tests import factories

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def test_it_knows_which_columns_go_together():
    planner.prepare("default")  # as after each migration: nothing is doubled
    with connection.cursor() as cursor:
        cursor.execute("SELECT stxkind FROM pg_statistic_ext WHERE stxname = %s", [planner.NAME])
        assert cursor.fetchall() == [(["m"],)]


def test_the_counts_of_the_tabs_read_an_index_alone():
    person = factories.user()
    conditions = {code: need.holds(person) for code, need in needs.NEEDS.items()}
    counted = {code: Count("pk", filter=holds) for code, holds in conditions.items()}
    rows = SupportRequest.objects.open().order_by().values("closed_at").annotate(**counted)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        for name in _indexes(cursor):  # of an empty table all cost the same
            cursor.execute(f"DROP INDEX {name}")
    assert "Index Only Scan using coorg_open_counts" in rows.explain()


def _indexes(cursor) -> list[str]:
    """The other indexes of open requests. What is dropped comes back after the test."""
    cursor.execute(
        "SELECT indexname FROM pg_indexes WHERE tablename = %s AND indexdef LIKE %s "
        "AND indexname <> 'coorg_open_counts'",
        [SupportRequest._meta.db_table, "%(closed_at IS NULL)%"],
    )
    return [name for (name,) in cursor.fetchall()]
