"""The pages in French and their English translations."""

import json
import re

from wagtail.models import Locale, Page, Site

from coorg_forms.models import ContactPoint, Establishment, FormVersion, RequestFormPage, Service
from coorg_forms.models.texts import TEXTS
from example_site.demo import form
from example_site.demo.files import read
from example_site.demo.ids import fixed_id
from example_site.demo.offers import make_offers
from example_site.demo.translation import translate
from example_site.models import HomePage


def make_pages() -> list[HomePage]:
    """The whole tree, published. Returns the homes of the establishments in both languages."""
    site = read("site")
    root = _make_root(site["root"])
    homes, forms = {}, {}
    for data in site["establishments"]:
        homes[data["code"]] = home = _make_home(root, data)
        forms[data["code"]] = _make_form(home, data)
    make_offers(homes, forms)
    english = Locale.objects.get(language_code="en")
    return [one for home in homes.values() for one in (home, home.get_translation(english))]


def _make_root(data: dict) -> HomePage:
    """The home of the site, in the place of the page that a new Wagtail shows."""
    top = Page.get_first_root_node()
    welcome = top.get_children().filter(slug="home").first()
    home = top.add_child(instance=HomePage(**_home_fields(data, "root")))
    home.save_revision().publish()
    site, _created = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    site.root_page, site.site_name = home, data["title"]["fr"]
    site.save()
    if welcome and not welcome.get_children().exists():
        welcome.delete()
    translate(home, _home_texts(data), {"body": data["body"]["en"]})
    return home


def _make_home(root: HomePage, data: dict) -> HomePage:
    fields = _home_fields(data["home"], data["code"])
    call_to_action = read("site")["call_to_action"]
    home = root.add_child(
        instance=HomePage(
            contact=ContactPoint.objects.canonical().get(code=data["contact"]),
            call_to_action=call_to_action["fr"],
            **fields,
        )
    )
    home.save_revision().publish()
    texts = _home_texts(data["home"]) | {"call_to_action": call_to_action["en"]}
    translate(home, texts, {"body": data["home"]["body"]["en"]})
    return home


def _home_fields(data: dict, name: str) -> dict:
    return {
        "locale": Locale.get_default(),
        "translation_key": fixed_id("home", name),
        "slug": data["slug"]["fr"],
        "title": data["title"]["fr"],
        "lead": data["lead"]["fr"],
        "body": data["body"]["fr"],
        "search_description": data["lead"]["fr"],
    }


def _home_texts(data: dict) -> dict[str, str]:
    texts = {name: data[name]["en"] for name in ("slug", "title", "lead")}
    return {**texts, "search_description": data["lead"]["en"]}


def _make_form(home: HomePage, data: dict) -> RequestFormPage:
    page = home.add_child(
        instance=RequestFormPage(
            locale=Locale.get_default(),
            translation_key=fixed_id("form", data["code"]),
            establishment=Establishment.objects.get(code=data["code"]),
            service=Service.objects.canonical().get(code="oc"),
            contact=ContactPoint.objects.canonical().get(code=data["contact"]),
            questions=json.dumps(form.stream("fr", data["code"])),
            retention_months=24,
            **data["form"],
            **form_texts(data, "fr"),
        )
    )
    page.save_revision().publish()
    english = dict(form.texts(form.stream("en", data["code"]), "questions"))
    translated = translate(page, {**english, **form_texts(data, "en")})
    _assert_same_form(page, translated)
    return page


def form_texts(data: dict, language: str) -> dict[str, str]:
    """Everything around the questions, with the blanks of ``texts.json`` filled in."""
    title, intro = (read("form")[name][language] for name in ("title", "intro"))
    own, given = read("site")["form"], read("texts")
    acknowledgement = given["acknowledgement"]
    return {
        "title": title,
        "slug": own["slug"][language],
        "intro": _intro(intro),
        "search_description": _intro(intro),
        "collection_notice": _notice(given["collection_notice"][language], data, language),
        "confirmation": own["confirmation"][language],
        "acknowledgement_subject": acknowledgement["subject"][language],
        "acknowledgement_body": _acknowledgement(acknowledgement["body"][language], language),
    }


def _intro(text: str) -> str:
    """The introduction without its sentence on optional questions: the form says it by itself."""
    return re.sub(r" [^.]*(?:facultatif|optional)[^.]*\.", "", text)


def _notice(text: str, data: dict, language: str) -> str:
    """The collection notice of an establishment. Nobody provides the service in its name."""
    own = read("site")["form"]
    text = re.sub(r"\[(?:Fournisseur|Provider)[^\]]*\]\s*", "", text)
    blanks = [
        data["name"],
        data["address"],
        own["place_of_hosting"][language],
        own["retention"][language],
        data["privacy_contact"][language],
    ]
    filled = iter(blanks)
    return re.sub(r"\[[^\]]*\]", lambda _blank: next(filled), text)


def _acknowledgement(text: str, language: str) -> str:
    """The acknowledgement with our placeholders. The criteria are on no page yet: no link."""
    for old, new in _ACKNOWLEDGEMENT[language]:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


_ACKNOWLEDGEMENT = {
    "fr": (
        ("[n]", "[jours pour lire]"),
        ("[n]", "[jours pour répondre]"),
        ("\u00a0: [lien]", ""),
        ("[téléphone], poste [poste]", "[téléphone]"),
    ),
    "en": (
        ("[n]", "[days to read]"),
        ("[n]", "[days to answer]"),
        (": [link]", ""),
        ("[phone], ext. [ext]", "[phone]"),
    ),
}


def _assert_same_form(french: RequestFormPage, english: RequestFormPage) -> None:
    """Both languages ask the same under the same ids and keys, and nothing is left in French."""
    ours, theirs = (
        FormVersion.objects.of(page.form_key, page.language).get().parsed
        for page in (french, english)
    )
    assert _identity(ours) == _identity(theirs), "ids or keys differ"
    wanted = form.stream("en")
    labels = {item["id"]: item["value"].get("label", "") for item in wanted}
    assert all(labels[q.id] == q.label for q in theirs.questions), "a question is not translated"
    assert all(getattr(english, name) != getattr(french, name) for name in TEXTS)


def _identity(schema) -> list:
    return [
        (item.id, getattr(item, "key", ""), [(o.id, o.key) for o in getattr(item, "options", ())])
        for item in schema.items
    ]
