"""The inbox at one size, run by lines of JSON: what ``site.Site`` talks to.

First says what can be run; then answers ``{"run": act}`` and ``{"export": format}``.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from tempfile import TemporaryFile

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from coorg_forms.inbox.counts import counts, waiting  # noqa: E402
from coorg_forms.inbox.desk import Desk  # noqa: E402
from coorg_forms.inbox.export import Export  # noqa: E402
from coorg_forms.inbox.related import Relations  # noqa: E402
from coorg_forms.inbox.spreadsheets import FORMATS  # noqa: E402
from coorg_forms.models import planner  # noqa: E402
from tests.bench.addresses import addresses, first, selection  # noqa: E402
from tests.bench.promises import AROUND, BADGE, COUNTS  # noqa: E402
from tests.bench.requests import Bench  # noqa: E402


def main(size: int) -> None:
    make_database()
    call_command("migrate", verbosity=0)
    bench = Bench()
    bench.grow_to(size)
    _prepare()
    acts = {name: Act(run) for name, run in _acts(bench).items()}
    _say({"acts": [*acts], "vendor": connection.vendor})
    for line in sys.stdin:
        asked = json.loads(line)
        if "run" in asked:
            _say(acts[asked["run"]].times())
        else:
            _say(_export(bench, FORMATS[asked["export"]]))


def _say(what) -> None:
    print(json.dumps(what), flush=True)


class Act:
    """One thing that moderators do. It is done once before it is timed."""

    def __init__(self, run: Callable):
        self.run = run
        self.asked = None

    def times(self) -> tuple[float, float, int | None]:
        """Of the whole and of its queries alone, in ms; the rows on its page."""
        if self.asked is None:
            self.run()
            self.asked, self.rows = self._queries()
            self._ask_all()
        return _timed(self.run), _timed(self._ask_all), self.rows

    def _queries(self) -> tuple[list, int | None]:
        asked = []

        def note(execute, sql, params, many, context):
            if sql.lstrip().startswith(("SELECT", "WITH")):  # a look is written down once a day
                asked.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            rows = _rows(self.run())
        return asked, rows

    def _ask_all(self) -> None:
        """The queries again, every row fetched, without the objects made of them."""
        with connection.cursor() as cursor:
            for sql, params in self.asked:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()


def _timed(act: Callable) -> float:
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _prepare() -> None:
    """What is done every day: by the autovacuum of PostgreSQL, on SQLite by the housekeeping."""
    planner.refresh("default")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def make_database() -> None:
    """PostgreSQL makes no database by itself."""
    if connection.vendor != "postgresql":
        return
    with connection._nodb_cursor() as cursor:
        name = connection.settings_dict["NAME"]
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")


def _rows(answer) -> int | None:
    """How many requests stand on a page of the list; None for anything else."""
    html = answer.content if isinstance(answer, HttpResponse) else b""
    return html.count(b'name="reference"') if b'id="listing-results"' in html else None


def _acts(bench) -> dict:
    acts = {}
    for who, user in (("organizer", bench.organizer), ("manager", bench.manager)):
        client = Client()
        client.force_login(user)
        for name, address in addresses(user):
            acts[f"{who}: {name}"] = lambda client=client, address=address: _get(client, address)
        acts[f"{who}: {BADGE}"] = lambda user=user: _badge(user)
        acts[f"{who}: {COUNTS}"] = lambda user=user: _counts(user)
        one = first(user)
        acts[f"{who}: {AROUND}"] = lambda user=user, one=one: _around(user, one)
    acts["stock: list of submissions"] = _stock(bench)
    return acts


def _get(client, address):
    answer = client.get(address)
    if answer.status_code != 200:
        raise AssertionError(f"{answer.status_code}: {address}")
    return answer


def _badge(user):
    cache.clear()
    return waiting(Desk(user), 100)


def _counts(user):
    cache.clear()
    return counts(Desk(user))


def _around(user, request):
    around = Relations(Desk(user), request)
    return around.likely, around.same_group, around.same_place


def _export(bench, spreadsheet) -> dict:
    ended = selection(bench.manager, "ended")
    rows = ended.ordering.sort(ended.requests)
    export = Export(rows, Desk(bench.manager), personal=False)
    before, started = _memory(), time.perf_counter()
    with TemporaryFile() as file:
        spreadsheet.write(file, export.rows())
    seconds = time.perf_counter() - started
    return {"rows": export.count, "seconds": seconds, "grown": _memory() - before}


def _memory() -> float:
    """The most that the process held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _stock(bench):
    client = Client()
    bench.manager.is_superuser = bench.manager.is_staff = True
    bench.manager.save()
    client.force_login(bench.manager)
    bench.manager.is_superuser = False
    address = reverse("wagtailforms:list_submissions", args=[bench.stock.pk])
    return lambda: client.get(address)


if __name__ == "__main__":
    main(int(os.environ["BENCH_SIZE"]))
