"""Measure, print a table, and write it with ``--write`` into docs/benchmarks.md."""

import os
import re
import statistics
import sys
import time
from datetime import date

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from coorg_forms.models import SupportRequest  # noqa: E402
from coorg_forms.questions.resolve import Context, resolve  # noqa: E402
from tests.bench import conditional, forms, leaflets, report  # noqa: E402

RUNS = 150
TOKEN = re.compile(r'name="form-token" value="([^"]+)"')


def main():
    call_command("migrate", verbosity=0)
    ours, stock = forms.build()
    client = Client()
    rows = [
        ("GET, 25 questions", *_pair(lambda: client.get(ours.url), lambda: client.get(stock.url))),
        ("POST, valid", *_pair(lambda: _send(client, ours), lambda: _send_stock(client, stock))),
    ]
    assert SupportRequest.objects.count() >= RUNS
    table = f"{_table(rows)}\n\n{_resolving()}\n\n{_leaflets()}"
    print(table)
    if "--write" in sys.argv:
        report.write(f"forms, {connection.vendor}", table)


def _resolving() -> str:
    """Time of one pure pass over a form of 60 questions of which 20 depend on another."""
    schema, raw = conditional.form(questions=60, conditions=20)
    context = Context(today=date.today())
    times = [_time(lambda: resolve(schema, raw, context)) for _run in range(RUNS)]
    return (
        "Resolving the answers of 60 questions with 20 conditions (on every step, review and "
        f"post): {statistics.median(times) * 1000:.2f} ms."
    )


def _leaflets() -> str:
    """Time of a leaflet that was never printed, on the demo's fullest offer."""
    said = [f"{layout} {ms:.0f} ms ({size // 1024} KB)" for layout, ms, size in leaflets.measured()]
    return (
        "A leaflet printed for the first time, from click to PDF (budget 200 ms): "
        f"{', '.join(said)}. Kept in the cache afterwards."
    )


def _send(client, page):
    client.cookies.clear()  # someone else each time
    token = TOKEN.search(client.get(page.url).content.decode())[1]
    started = time.perf_counter()
    response = client.post(page.url, {**forms.our_answers(), "form-token": token})
    assert response.status_code == 303, response.status_code
    return time.perf_counter() - started


def _send_stock(client, page):
    answers = forms.stock_answers(page)
    started = time.perf_counter()
    response = client.post(page.url, answers)
    assert b"Thank you" in response.content
    return time.perf_counter() - started


def _pair(ours, stock):
    """Medians of both, run in turn so that the machine's drift falls on both alike."""
    for _warm_up in range(5):
        ours(), stock()
    times = [(_time(ours), _time(stock)) for _run in range(RUNS)]
    mine, theirs = (statistics.median(column) * 1000 for column in zip(*times, strict=True))
    return mine, theirs, _queries(ours), _queries(stock)


def _time(call) -> float:
    started = time.perf_counter()
    own = call()
    return own if isinstance(own, float) else time.perf_counter() - started


def _queries(call) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def _table(rows) -> str:
    lines = [
        "| path | ours, ms | stock, ms | ratio | queries, ours | queries, stock |",
        "|---|---|---|---|---|---|",
    ]
    for name, mine, theirs, own, other in rows:
        lines.append(
            f"| {name} | {mine:.1f} | {theirs:.1f} | {mine / theirs:.2f} | {own} | {other} |"
        )
    return "\n".join(lines)


main()
