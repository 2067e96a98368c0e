"""The inbox measured at one size, as JSON: ``BENCH_SIZE=1000 python -m tests.bench.inbox_at``."""

import json
import os
import resource
import statistics
import time
from collections.abc import Callable
from tempfile import TemporaryFile

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.urls import reverse  # noqa: E402

from coorg_forms.inbox.counts import counts, waiting  # noqa: E402
from coorg_forms.inbox.desk import Desk  # noqa: E402
from coorg_forms.inbox.export import Export  # noqa: E402
from coorg_forms.inbox.paginator import MOST_FOUND, Pages  # noqa: E402
from coorg_forms.inbox.place import Place  # noqa: E402
from coorg_forms.inbox.related import Relations  # noqa: E402
from coorg_forms.inbox.selection import Selection  # noqa: E402
from coorg_forms.inbox.spreadsheets import FORMATS  # noqa: E402
from coorg_forms.inbox.views_table import VIEWS  # noqa: E402
from coorg_forms.models import SupportRequest  # noqa: E402
from tests.bench.requests import Bench  # noqa: E402

RUNS = 15
SIZE = 50


def main(size: int) -> dict:
    """Times in ms, ``{act: (with the rows read, in the database)}``, and the export."""
    make_database()
    call_command("migrate", verbosity=0)
    bench = Bench()
    bench.grow_to(size)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    times = {name: (_median(act), _in_database(act)) for name, act in _acts(bench).items()}
    return {"times": times, "export": _export(bench), "vendor": connection.vendor}


def make_database() -> None:
    """PostgreSQL makes no database by itself."""
    if connection.vendor != "postgresql":
        return
    with connection._nodb_cursor() as cursor:
        name = connection.settings_dict["NAME"]
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {connection.ops.quote_name(name)}")


def _median(act: Callable) -> float:
    act()
    return statistics.median(_timed(act) for _run in range(RUNS)) * 1000


def _in_database(act: Callable) -> float:
    """The queries of ``act`` again, every row fetched, without the objects made of them."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return _median(lambda: [_ask(sql, params) for sql, params in asked])


def _ask(sql, params) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        if cursor.description:
            cursor.fetchall()


def _timed(act: Callable) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def _acts(bench) -> dict:
    acts = {}
    for who, user in (("organizer", bench.organizer), ("manager", bench.manager)):
        for view in ("open", "triage", "mine", "due", "ended"):
            acts[f"{who}: {view}"] = lambda user=user, view=view: _page(user, view)
        for what, query in (
            ("state", "state=review"),
            ("sorted by receipt", "ordering=-received"),
            ("rare word", "q=zebulon"),
            ("common word", "q=commun jardin"),
            ("no such word", "q=introuvable"),
        ):
            acts[f"{who}: open, {what}"] = lambda user=user, q=query: _page(user, "open", q)
        acts[f"{who}: ended, rare word"] = lambda user=user: _page(user, "ended", "q=zebulon")
        acts[f"{who}: ended, common word"] = lambda user=user: _page(user, "ended", "q=commun")
        deep = _deep(user)
        acts[f"{who}: ended, deep page"] = lambda user=user, p=deep: _page(user, "ended", where=p)
        one = _first(user)
        acts[f"{who}: next, previous, n of m"] = lambda user=user, one=one: _place(user, one)
        acts[f"{who}: number in the menu"] = lambda user=user: _badge(user)
        acts[f"{who}: counts of the tabs"] = lambda user=user: _counts(user)
        acts[f"{who}: requests around one"] = lambda user=user, one=one: _around(user, one)
    acts["stock: list of submissions"] = _stock(bench)
    return acts


def _selection(user, view, query="") -> Selection:
    request = RequestFactory().get("/")
    request.user = user
    return Selection(request, VIEWS[view], QueryDict(query))


def _page(user, view, query="", where=""):
    selection = _selection(user, view, query)
    rows = selection.requests.defer("answers", "search_text")
    most = MOST_FOUND if "q" in selection.query else 0
    page = Pages(rows, selection.ordering, SIZE, most).page(where)
    return page, page.paginator.count


def _deep(user) -> str:
    """Where the page begins that lies nine tenths down the list."""
    selection = _selection(user, "ended")
    ordered = selection.ordering.sort(selection.requests)
    return f"after.{selection.ordering.place_of(ordered[ordered.count() * 9 // 10])}"


def _first(user) -> SupportRequest:
    return _page(user, "triage")[0].object_list[0]


def _place(user, request):
    place = Place(_selection(user, "triage"), request)
    return place.next, place.previous, place.label


def _badge(user):
    cache.clear()
    return waiting(Desk(user), 100)


def _counts(user):
    cache.clear()
    return counts(Desk(user))


def _around(user, request):
    around = Relations(Desk(user), request)
    return around.likely, around.same_group, around.same_place


def _export(bench) -> dict:
    """The largest file: its rows, its seconds, and by how many MB the process grew."""
    selection = _selection(bench.manager, "ended")
    rows = selection.ordering.sort(selection.requests)
    export = Export(rows, Desk(bench.manager), personal=False)
    before, started = _memory(), time.perf_counter()
    with TemporaryFile() as file:
        FORMATS["csv"].write(file, export.rows())
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
    print(json.dumps(main(int(os.environ["BENCH_SIZE"]))))
