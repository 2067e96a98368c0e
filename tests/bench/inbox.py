"""Times of the inbox at several sizes: ``python -m tests.bench.inbox 1000 1000000``.

Each line is one thing that moderators do; its time is that of the queries and of the rows read,
without the page around them. The last column is the time at the largest size over that at the
smallest. Stock forms are measured by their list of submissions.
"""

import os
import resource
import statistics
import sys
import time
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

from coorg_forms.inbox.counts import counts  # noqa: E402
from coorg_forms.inbox.desk import Desk  # noqa: E402
from coorg_forms.inbox.export import Export  # noqa: E402
from coorg_forms.inbox.paginator import MOST_FOUND, Pages  # noqa: E402
from coorg_forms.inbox.place import Place  # noqa: E402
from coorg_forms.inbox.related import Relations  # noqa: E402
from coorg_forms.inbox.selection import Selection  # noqa: E402
from coorg_forms.inbox.spreadsheets import FORMATS  # noqa: E402
from coorg_forms.inbox.views_table import VIEWS  # noqa: E402
from tests.bench.requests import Bench  # noqa: E402

RUNS = 15
SIZE = 50


def main(sizes):
    call_command("migrate", verbosity=0)
    bench = Bench()
    columns = []
    for size in sorted(sizes):
        bench.grow_to(size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        columns.append({name: _median(act) for name, act in _acts(bench).items()})
    print(_table(sorted(sizes), columns))
    print(f"\n{_export(bench)}")


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
        acts[f"{who}: next, previous, n of m"] = lambda user=user: _place(user)
        acts[f"{who}: counts of the tabs and of the menu"] = lambda user=user: _counts(user)
        acts[f"{who}: requests around one"] = lambda user=user: _around(user)
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


def _place(user):
    selection = _selection(user, "triage")
    request = selection.ordering.sort(selection.requests)[:20][0]
    place = Place(selection, request)
    return place.next, place.previous, place.label


def _counts(user):
    cache.clear()
    return counts(Desk(user))


def _around(user):
    selection = _selection(user, "triage")
    around = Relations(Desk(user), selection.ordering.sort(selection.requests)[0])
    return around.likely, around.same_group, around.same_place


def _export(bench) -> str:
    """Time of the largest file, and by how much the process grew meanwhile."""
    selection = _selection(bench.manager, "ended")
    rows = selection.ordering.sort(selection.requests)
    export = Export(rows, Desk(bench.manager), personal=False)
    before, started = _memory(), time.perf_counter()
    with TemporaryFile() as file:
        FORMATS["csv"].write(file, export.rows())
    seconds, grown = time.perf_counter() - started, _memory() - before
    return (
        f"Export of {export.count:,} requests (CSV): {seconds:.0f} s, {grown:.0f} MB more memory."
    )


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


def _median(act) -> float:
    act()
    times = []
    for _run in range(RUNS):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def _table(sizes, columns) -> str:
    heads = "".join(f" {size:,}, ms |" for size in sizes)
    lines = [f"| |{heads} ratio |", "|---" * (len(sizes) + 2) + "|"]
    for name in columns[0]:
        times = [column[name] for column in columns]
        shown = "".join(f" {ms:.1f} |" for ms in times)
        lines.append(f"| {name} |{shown} {times[-1] / times[0]:.1f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1000, 1_000_000])
