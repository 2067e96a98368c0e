"""What requests of the bench are about, and how often: common values, rare ones, and never."""

import json
from pathlib import Path

from django.utils import timezone

from coorg_forms.models import CriteriaGrid, Service, Team, Territory, Theme

#: Code → how many requests out of a thousand. What is 0 is offered as a choice and finds nothing.
SERVICES = {"bench": 700, "second": 250, "third": 49, "rare": 1, "never": 0}
THEMES = {"common": 600, "second": 350, "third": 49, "rare": 1, "never": 0}
#: Besides one of these, of one request out of a hundred.
MIDDLING_THEME = "middling"
LANGUAGES = {"fr": 950, "en": 50}
CHANNELS = {"web": 900, "phone": 80, "mail": 19, "person": 1, "paper": 0}
OPEN_STATES = {"received": 300, "review": 250, "info_needed": 150, "accepted": 99, "assigned": 200}
OPEN_STATES["postponed"] = 1
ENDED_STATES = {"closed": 800, "declined": 150, "redirected": 49, "withdrawn": 1}
SCORE_STATES = {"none": 600, "scored": 380, "insufficient": 18, "gate": 1, "discuss": 1}
#: Out of a thousand open requests.
UNROUTED, QUARANTINED, ANSWERED = 2, 2, 1

GRID = Path(__file__).parents[2] / "example_site/demo/data/grid.json"


def shares(filter_name: str, view: str) -> dict[str, int]:
    """How often the values of a filter of the inbox occur, as far as they are set here."""
    states = ENDED_STATES if view == "ended" else OPEN_STATES
    columns = {"service": SERVICES, "theme": THEMES, "language": LANGUAGES, "channel": CHANNELS}
    return (columns | {"state": states, "evaluation": SCORE_STATES}).get(filter_name, {})


def services_of(first: Service) -> dict[str, int]:
    """Code → key, made if need be, each with the establishments and teams of the ``first``."""
    for code in SERVICES:
        service, created = Service.objects.get_or_create(
            code=code, locale=first.locale, defaults={"label": f"Service {code}"}
        )
        if created:
            service.establishments.set(first.establishments.all())
    services = Service.objects.filter(code__in=SERVICES)
    for team in Team.objects.all():
        team.services.set(services)
    return dict(services.values_list("code", "pk"))


def themes_in(locale) -> dict[str, int]:
    """Code → key, made if need be."""
    codes = [*THEMES, MIDDLING_THEME]
    for code in codes:
        Theme.objects.get_or_create(code=code, locale=locale, defaults={"label": f"Thème {code}"})
    return dict(Theme.objects.filter(code__in=codes).values_list("code", "pk"))


def bands_of(territory: Territory, service: Service) -> dict[str, int]:
    """Key of each band of the grid in force, made if need be → how often out of a thousand."""
    definition = json.loads(GRID.read_text("utf-8"))
    CriteriaGrid.objects.get_or_create(
        establishment=territory.establishment,
        service=service,
        number=1,
        defaults={"state": "active", "definition": definition, "activated_at": timezone.now()},
    )
    first, *others, last = [band["key"] for band in definition["bands"]]
    return {first: 600, **dict.fromkeys(others, 399 // len(others)), last: 1}
