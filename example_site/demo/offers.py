"""The offer pages of both establishments: ``offers.json`` turned into streams, in one language.

Every text stands in both languages beside each other; contacts, pages and criteria are referred to.
"""

import json
from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from wagtail.models import Locale, Page

from coorg_forms.models import ContactPoint, Establishment, Service, ServiceOfferPage, ShortLink
from coorg_forms.operations.short_links import LEAFLET
from example_site.demo.files import read
from example_site.demo.ids import fixed_id
from example_site.demo.translation import translate

RICH = frozenset({("text", "text")})
TEXTS = ("slug", "title", "owner_unit", "lead", "button")


def make_offers(homes: dict[str, Page], forms: dict[str, Page]) -> None:
    """One offer for each establishment, and the pages of the other programmes below.

    Arguments:
        homes, forms: code of an establishment → its home, its form, in French.
    """
    made = {}
    # The programmes first: the offers lead to them.
    for name, data in reversed(read("offers")["offers"].items()):
        establishment = data.get("parent", name)
        made[name] = _Offer(name, data, establishment, made).make(homes, forms)


class _Offer:
    def __init__(self, name: str, data: dict, establishment: str, made: dict[str, Page]):
        self.name, self.data, self.made = name, data, made
        self.establishment = Establishment.objects.get(code=establishment)

    def make(self, homes, forms) -> ServiceOfferPage:
        data, code = self.data, self.establishment.code
        page = homes[code].add_child(
            instance=ServiceOfferPage(
                locale=Locale.get_default(),
                translation_key=fixed_id("offer", self.name),
                establishment=self.establishment,
                service=Service.objects.canonical().get(code=data["service"]),
                contact=_contact(data["contact"]),
                form=forms[data["form"]] if data["form"] else None,
                search_description=data["description"]["fr"],
                body=json.dumps(self.stream("fr")),
                **{name: data[name]["fr"] for name in TEXTS},
            )
        )
        self._give_links(page)
        page.save_revision().publish()
        texts = {name: data[name]["en"] for name in TEXTS if data[name]["en"]}
        texts["search_description"] = data["description"]["en"]
        plain, rich = {}, {}
        for path, kind, text in _texts(self.stream("en"), "body"):
            (rich if kind == "rich" else plain)[path] = text
        translate(page, texts | plain, rich)
        return page

    def stream(self, language: str) -> list[dict]:
        """The raw stream: same ids in every language."""
        return [
            {
                "type": block["type"],
                "id": str(fixed_id("offer", self.name, block["id"])),
                "value": {
                    name: self._value(value, name, language, (block["id"], name))
                    for name, value in block["value"].items()
                },
            }
            for block in self.data["body"]
        ]

    def _value(self, value, name: str, language: str, path: tuple):
        if value == "grid":
            value = _criteria()
        if isinstance(value, dict) and set(value) == {"fr", "en"}:
            return value[language]
        if isinstance(value, list) and name not in ("themes", "audiences", "populations"):
            return [self._item(item, language, (*path, index)) for index, item in enumerate(value)]
        if name == "contact" and value:
            return _contact(value).pk
        if name == "page" and value:
            return self.made[value].pk
        return _next(value) if name == "date" else value

    def _item(self, item, language: str, path: tuple) -> dict:
        """A list item without an id would be read as empty."""
        if set(item) == {"fr", "en"}:
            value = item[language]
        else:
            value = {
                name: self._value(part, name, language, (*path, name))
                for name, part in item.items()
            }
        return {"type": "item", "id": str(fixed_id("offer", self.name, *path)), "value": value}

    def _give_links(self, page: ServiceOfferPage) -> None:
        """Addresses that are easier to say than those that are made by chance."""
        target = page.form or page
        if self.data["form"] is None or target != page:
            ShortLink.objects.get_or_create(
                code=read("offers")["links"][self.data["link"]],
                defaults={
                    "label": target.title,
                    "page": Page.objects.get(pk=target.pk),
                    "campaign": LEAFLET,
                    "fallback": Page.objects.get(pk=page.pk),
                },
            )


def _texts(items: list[dict], path: str) -> Iterator[tuple[str, str, str]]:
    """``(path, "plain" or "rich", text)`` of every text, as wagtail-localize writes its paths."""
    for item in items:
        place = f"{path}.{item['id']}"
        value = item["value"]
        if isinstance(value, str):
            yield place, "plain", value
            continue
        for name, part in value.items():
            if isinstance(part, list) and part and isinstance(part[0], dict):
                yield from _texts(part, f"{place}.{name}")
            elif isinstance(part, str):
                kind = "rich" if (item["type"], name) in RICH else "plain"
                yield f"{place}.{name}", kind, part


def _criteria() -> list[dict]:
    """What is published of the evaluation grid."""
    return [
        {name: criterion[name] for name in ("label", "question", "weight")}
        for criterion in read("grid")["criteria"]
    ]


def _contact(code: str) -> ContactPoint:
    return ContactPoint.objects.canonical().get(code=code)


def _next(day: str | None) -> str | None:
    """The next time that ``08-31`` comes."""
    if day is None:
        return None
    month, number = map(int, day.split("-"))
    today = timezone.localdate()
    found = date(today.year, month, number)
    return (found if found >= today else found.replace(year=today.year + 1)).isoformat()
