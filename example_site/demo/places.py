"""Languages, establishments, and the words that requests are sorted by, in both languages."""

import re
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Locale

from coorg_forms.models import (
    Audience,
    ContactPoint,
    Establishment,
    Population,
    Service,
    Territory,
    Theme,
)
from example_site.demo.files import read
from example_site.demo.translation import translate


def make_locales() -> None:
    """French is the default language and the one of every canonical row."""
    for code in ("fr", "en"):
        Locale.objects.get_or_create(language_code=code)


def make_establishments() -> None:
    for data in read("site")["establishments"]:
        Establishment.objects.create(
            code=data["code"],
            name=data["name"],
            short_name=data["short_name"],
            address=data["address"],
            privacy_contact=data["privacy_contact"]["fr"],
            language_notice=_without_links(read("texts")["english_gate"]["en"]),
        )


def make_terms() -> None:
    """Audiences and services of every establishment, territories of each."""
    taxonomies = read("taxonomies")
    for model, name in ((Audience, "audiences"), (Theme, "themes"), (Population, "populations")):
        for position, data in enumerate(taxonomies[name]):
            _term(model, data["key"], data["label"], position)
    for position, data in enumerate(taxonomies["services"]):
        service = _term(Service, data["key"], data["label"], position)
        service.establishments.set(_offering(data["key"]))
    for data in read("site")["establishments"]:
        _territories(data)


def make_contacts() -> None:
    for data in read("site")["establishments"]:
        establishment = Establishment.objects.get(code=data["code"])
        for contact in data["contacts"]:
            point = ContactPoint.objects.create(
                locale=Locale.get_default(),
                establishment=establishment,
                code=contact["code"],
                label=contact["label"]["fr"],
                phone=contact["phone"],
                extension=contact["extension"],
                email=contact["email"],
                hours=contact["hours"]["fr"],
                last_verified=timezone.localdate() - timedelta(days=40),
            )
            translate(point, {"label": contact["label"]["en"], "hours": contact["hours"]["en"]})


def _without_links(text: str) -> str:
    """A text without what stands between brackets: the page has its own links."""
    return re.sub(r"\s*\[[^\]]*\]", "", text)


def _territories(data: dict) -> None:
    establishment = Establishment.objects.get(code=data["code"])
    (region,) = (r for r in read("territories")["regions"] if r["code"] == data["region"])
    for position, territory in enumerate(region["territories"]):
        # Place names are the same in English.
        label, official = territory["label"], territory["official"]
        _term(
            Territory,
            territory["key"],
            {"fr": label, "en": label},
            position,
            {"official_name": official},
            establishment=establishment,
            official_name=official,
        )


def _offering(service: str):
    codes = [e["code"] for e in read("site")["establishments"] if service in e["services"]]
    return Establishment.objects.filter(code__in=codes)


def _term(model, code: str, label: dict, position: int, english: dict | None = None, **fields):
    """A term in French, the canonical row, with its English translation."""
    term = model.objects.create(
        locale=Locale.get_default(), code=code, label=label["fr"], position=position, **fields
    )
    translate(term, {"label": label["en"], **(english or {})})
    return term
