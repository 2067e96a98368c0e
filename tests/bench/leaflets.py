"""Times of a leaflet that was never printed: the demo's fullest offer, in both layouts."""

import statistics
import time
from io import StringIO

from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from coorg_forms.models import ServiceOfferPage
from coorg_forms.models.offer_page import LEAFLETS

RUNS = 20


def measured() -> list[tuple[str, float, int]]:
    """``(what, median in ms, bytes)`` of each layout, drawn anew each time."""
    call_command("load_demo", verbosity=0, stdout=StringIO())
    page = ServiceOfferPage.objects.get(
        establishment__code="laurentides", service__code="oc", locale__language_code="fr"
    )
    client = Client()
    return [_row(client, page, name, layout) for name, layout in LEAFLETS.items()]


def _row(client, page, name: str, layout: str):
    address = f"{page.get_url()}{name}/"
    client.get(address)
    times = [_time(client, address) for _run in range(RUNS)]
    return layout, statistics.median(times) * 1000, len(client.get(address).content)


def _time(client, address: str) -> float:
    cache.clear()
    started = time.perf_counter()
    response = client.get(address)
    assert response["Content-Type"] == "application/pdf", response.status_code
    return time.perf_counter() - started
