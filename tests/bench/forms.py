"""The same 25 questions in our form and in a stock one."""

import json
import uuid

from wagtail.models import Locale, Page, Site

from coorg_forms.models import Establishment, RequestFormPage, Service, Team, Territory
from tests.bench.stock.models import StockFormField, StockFormPage

OPTIONS = [f"Option {number}" for number in range(8)]
SLUG = "la-notre"
TEXTS, LONG_TEXTS, RADIOS, CHECKBOXES = 10, 3, 7, 5


def find_or_build():
    """Both pages, made if this database has none. Returns ``(ours, stock)``."""
    ours = RequestFormPage.objects.filter(slug=SLUG).first()
    return (ours, StockFormPage.objects.get()) if ours else build()


def build():
    """Make both pages live. Returns ``(ours, stock)``."""
    locale, _created = Locale.objects.get_or_create(language_code="fr")
    root = Page.objects.get(depth=1).specific
    home = Page(title="Accueil", slug="mesures", locale=locale)
    root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "testserver", "port": 80, "root_page": home},
    )
    return _ours(home, locale), _stock(home, locale)


def _ours(home, locale) -> RequestFormPage:
    establishment = Establishment.objects.create(code="bench", name="Bench", short_name="Bench")
    service = Service.objects.create(code="bench", label="Service", locale=locale)
    service.establishments.add(establishment)
    territory = Territory.objects.create(
        code="bench", label="Territoire", locale=locale, establishment=establishment
    )
    team = Team.objects.create(name="Bench", establishment=establishment, email="t@example.org")
    team.territories.add(territory)
    team.services.add(service)
    page = RequestFormPage(
        title="La nôtre",
        slug=SLUG,
        locale=locale,
        establishment=establishment,
        service=service,
        collection_notice="Avis",
        questions=json.dumps(list(_questions())),
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def _questions():
    for number in range(TEXTS):
        yield _block("text", f"text_{number}", role="summary" if number == 0 else "")
    for number in range(LONG_TEXTS):
        yield _block("long_text", f"long_{number}")
    for number in range(RADIOS):
        yield _block("radio", f"radio_{number}", options=_options())
    for number in range(CHECKBOXES):
        yield _block("checkboxes", f"boxes_{number}", options=_options())


def _block(kind, key, **value):
    return {
        "type": kind,
        "id": str(uuid.uuid4()),
        "value": {"label": f"Question {key}", "key": key, "required": True, **value},
    }


def _options():
    return [
        {"type": "item", "id": str(uuid.uuid4()), "value": {"label": label, "key": f"o{number}"}}
        for number, label in enumerate(OPTIONS)
    ]


def _stock(home, locale) -> StockFormPage:
    page = StockFormPage(title="Stock", slug="stock", locale=locale)
    kinds = (
        ["singleline"] * TEXTS
        + ["multiline"] * LONG_TEXTS
        + ["radio"] * RADIOS
        + ["checkboxes"] * CHECKBOXES
    )
    page.form_fields = [
        StockFormField(
            label=f"Question {number}",
            field_type=kind,
            required=True,
            sort_order=number,
            choices=",".join(OPTIONS) if kind in ("radio", "checkboxes") else "",
        )
        for number, kind in enumerate(kinds)
    ]
    home.add_child(instance=page)
    page.save_revision().publish()
    return page


def our_answers() -> dict:
    answers = {f"text_{n}": "Quelques mots" for n in range(TEXTS)}
    answers |= {f"long_{n}": "Une situation. " * 40 for n in range(LONG_TEXTS)}
    answers |= {f"radio_{n}": "o3" for n in range(RADIOS)}
    return answers | {f"boxes_{n}": ["o1", "o2"] for n in range(CHECKBOXES)}


def stock_answers(page) -> dict:
    values = {
        "singleline": "Quelques mots",
        "multiline": "Une situation. " * 40,
        "radio": OPTIONS[3],
        "checkboxes": OPTIONS[1:3],
    }
    return {field.clean_name: values[field.field_type] for field in page.form_fields.all()}
