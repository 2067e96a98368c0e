"""Both offers, phrase by phrase: every fact of the two source texts is on the page and on paper.

``tests/cases/offer_facts.json`` lists them by row; rows that are not words (addresses, codes,
warnings) have their own tests here and in ``tests/offers``.
"""

import io
import json
import re
from itertools import pairwise
from pathlib import Path

import html5lib
import pypdf
import pypdfium2
import pytest
import zxingcpp
from bs4 import BeautifulSoup
from django.core.cache.backends.dummy import DummyCache
from django.utils import translation

from coorg_forms.delivery import mail
from coorg_forms.models import ContactPoint, ServiceOfferPage, ShortLink, SupportRequest
from coorg_forms.offers import leaflet

FACTS = json.loads((Path(__file__).parent.parent / "cases/offer_facts.json").read_text("utf-8"))
LANGUAGES = ("fr", "en")
OFFERS = [(name, language) for name in ("outaouais", "laurentides") for language in LANGUAGES]
LAYOUTS = ("leaflet", "folded-leaflet")


def offer(name, language) -> ServiceOfferPage:
    return ServiceOfferPage.objects.get(
        establishment__code=name, service__code="oc", locale__language_code=language
    )


def look(client, page) -> BeautifulSoup:
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html5lib")


def pdf(client, page, layout) -> bytes:
    response = client.get(f"{page.url}{layout}/")
    assert response["Content-Type"] == "application/pdf"
    return response.content


def flat(text: str) -> str:
    """One space between words: ends of lines and no-break spaces do not count here."""
    return re.sub(r"(?<=\w)-\s", "-", " ".join(text.replace("\u00a0", " ").split()))


def missing(name, language, text, *, paper=False) -> list:
    text = flat(text).casefold()
    return [
        (fact["row"], words)
        for fact in FACTS
        if fact["page"] == name and (fact["paper"] or not paper)
        for words in fact[language]
        if flat(words).casefold() not in text
    ]


@pytest.mark.parametrize(("name", "language"), OFFERS)
def test_every_fact_is_on_the_page(demo, client, name, language):
    soup = look(client, offer(name, language))
    assert missing(name, language, soup.body.get_text(" ")) == []


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("name", "language"), OFFERS)
def test_every_fact_is_on_paper(demo, client, name, language, layout):
    content = pdf(client, offer(name, language), layout)
    read = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert missing(name, language, read, paper=True) == []


def test_every_row_of_words_is_listed():
    rows = {fact["row"] for fact in FACTS}
    wanted = {f"A{n}" for n in range(1, 21)} | {f"B{n}" for n in range(1, 31)}
    assert rows == wanted - set(NOT_WORDS)


def test_an_address_may_change(demo, client, django_capture_on_commit_callbacks):
    """Row A17: the old address leads to the new one, and so does the printed code."""
    page = offer("outaouais", "fr")
    code = ShortLink.objects.create(code="foire", label="Foire", page=page)
    old = page.url
    page.slug = "soutien"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    moved = offer("outaouais", "fr").url
    assert old != moved and client.get(moved).status_code == 200
    assert client.get(old, follow=True).redirect_chain[-1][0].endswith(moved)
    assert client.get(f"/q/{code.code}/")["Location"] == moved


@pytest.mark.parametrize("name", ["outaouais", "laurentides"])
def test_each_language_has_its_address_and_knows_the_other(demo, client, name):
    """Row A18: pairs of pages, a slug for each language, and no word left stale."""
    french, english = (offer(name, language) for language in LANGUAGES)
    assert french.slug != english.slug and not english.is_stale
    for page in (french, english):
        links = look(client, page).select("link[hreflang]")
        found = {link["hreflang"]: link["href"] for link in links}
        assert (found["fr"], found["en"]) == (french.full_url, english.full_url)


#: Wordings that the editor's panel refuses, by language.
MIXED = {"fr": r"\bex\. ?:|\(ex\.|\bOC\b", "en": r"\bex\.|\bcommunity organizing bod"}


@pytest.mark.parametrize(("name", "language"), OFFERS)
def test_one_word_for_one_thing(demo, client, name, language):
    """Row A20: "p. ex." and "e.g.", never "ex."; the practice and the bodies keep their names."""
    text = flat(look(client, offer(name, language)).body.get_text(" "))
    assert not re.search(MIXED[language], text)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", ["outaouais", "laurentides"])
def test_paper_is_read_in_the_order_of_the_page(demo, client, name, layout):
    """Row B30: columns are not scrambled; each part comes whole, its lines in their order."""
    content = pypdfium2.PdfDocument(pdf(client, offer(name, "fr"), layout))
    read = flat(" ".join(page.get_textpage().get_text_range() for page in content)).casefold()
    checked = 0
    for part in look(client, offer(name, "fr")).select(".coorg-part:has(h2):has(li)"):
        words = [part.h2, *part.select("li strong, .coorg-words li")]
        lines = [flat(one.get_text(" ", strip=True)).casefold() for one in words]
        start = read.find(lines[0])
        places = [read.find(line, start) for line in lines]
        if start >= 0:
            checked += 1
            assert -1 not in places and places == sorted(places), (lines, places)
    assert checked >= 3


def test_french_has_its_spaces(demo, client):
    page = look(client, offer("outaouais", "fr")).get_text()
    assert "819\u00a0966-6484, poste\u00a06" in page
    assert "25\u00a0%" in page
    assert "15%" in look(client, offer("outaouais", "en")).get_text()


def test_no_brackets_of_gender(demo):
    """Row B11, and every other thing that the panel would say."""
    from coorg_forms.offers.advice import advise

    for page in ServiceOfferPage.objects.all():
        assert advise(page.body) == []


#: Rows that are not words to find → the tests that prove them.
NOT_WORDS = {
    "A17": test_an_address_may_change,
    "A18": test_each_language_has_its_address_and_knows_the_other,
    "A20": test_one_word_for_one_thing,
    "B11": test_no_brackets_of_gender,
    "B30": test_paper_is_read_in_the_order_of_the_page,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_leaflet_is_accessible(demo, client, layout):
    """PDF/UA-1 as its own metadata says, read back by another library: tags, order, words."""
    reader = pypdf.PdfReader(io.BytesIO(pdf(client, offer("laurentides", "fr"), layout)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("fr")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Relations à la communauté et organisation communautaire"
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()
    tags = list(tags_of(root["/StructTreeRoot"]))
    kinds = [kind for kind, _element in tags]
    headings = [kind for kind in kinds if re.fullmatch("/H[1-6]", kind)]
    assert headings[0] == "/H1" and headings.count("/H1") == 1
    assert {"/H2", "/P", "/L", "/LI", "/Table", "/TH", "/Figure", "/Link", "/Note"} <= set(kinds)
    for kind, element in tags:
        if kind == "/Figure":
            assert "/q/" in element["/Alt"]


def tags_of(element):
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(child, dict):
            if "/S" in child:
                yield child["/S"], child
            yield from tags_of(child)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("name", "language"), OFFERS)
def test_leaflet_takes_few_tries(demo, client, name, language, layout, monkeypatch):
    """Drawing is what takes its time."""
    tries, draw = [], leaflet._compile
    monkeypatch.setattr(leaflet, "_compile", lambda *how: tries.append(how) or draw(*how))
    monkeypatch.setattr(leaflet, "store", DummyCache("", {}))
    pdf(client, offer(name, language), layout)
    assert 1 <= len(tries) <= 3


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("name", "sides"), [("outaouais", 1), ("laurentides", 2)])
def test_leaflet_fits(demo, client, name, sides, layout):
    reader = pypdf.PdfReader(io.BytesIO(pdf(client, offer(name, "fr"), layout)))
    assert len(reader.pages) == (2 if layout == "folded-leaflet" else sides)


def test_codes_lead_to_the_form(demo, client):
    """Decoded from the drawn pages, then followed."""
    content = pypdfium2.PdfDocument(pdf(client, offer("laurentides", "fr"), "folded-leaflet"))
    codes = [
        code.text
        for page in content
        for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    ]
    paths = [re.sub("^https?://[^/]+", "", code) for code in codes]
    assert sorted(paths) == ["/q/logement/", "/q/psoc/", "/q/rcoc/"]
    response = client.get("/q/rcoc/")
    assert response["Location"] == "/fr/laurentides/demande-de-soutien/"
    assert ShortLink.objects.get(code="rcoc").days.get().visits == 1
    read = " ".join(page.get_textpage().get_text_range() for page in content)
    assert all(code.partition("://")[2].rstrip("/") in read for code in codes)


def test_a_page_without_form_prints_the_code_of_itself(demo, client):
    page = ServiceOfferPage.objects.get(service__code="psoc", locale__language_code="fr")
    for layout in LAYOUTS:
        drawn = pypdfium2.PdfDocument(pdf(client, page, layout))[0].render(scale=2).to_pil()
        (code,) = zxingcpp.read_barcodes(drawn)
        assert code.text.endswith("/q/psoc/")


def test_one_extension_changes_page_form_leaflet_and_mail(demo, client):
    ContactPoint.objects.filter(code="outaouais-oc").update(extension="77")
    page = offer("outaouais", "fr")
    assert "poste\u00a077" in look(client, page).get_text()
    assert "poste\u00a077" in client.get("/fr/outaouais/demande-de-soutien/").text
    reader = pypdf.PdfReader(io.BytesIO(pdf(client, page, "leaflet")))
    assert "poste 77" in flat(reader.pages[0].extract_text())
    request = SupportRequest.objects.filter(page=page.form).first()
    with translation.override("fr"):
        assert "poste\u00a077" in mail.values(request)["phone"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_are_linked_both_ways(demo, client, language):
    soup = look(client, offer("laurentides", language))
    (reference,) = soup.select(".coorg-note-link")
    note = soup.find(id=reference["href"][1:])
    assert note.select_one("a")["href"] == f"#{reference['id']}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_machines_read_it(demo, client, language):
    page = offer("laurentides", language)
    soup = look(client, page)
    assert soup.select_one("link[rel=canonical]")["href"] == page.full_url
    languages = {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}
    assert set(languages) == {"fr", "en", "x-default"}
    assert languages["x-default"] == languages["fr"]
    assert len(soup.select("meta[name=description]")) == 1
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    assert data["@type"] == "GovernmentService"
    assert len(data["areaServed"]) == 7
    points = [channel.get("servicePhone") for channel in data["availableChannel"]]
    assert points[-1]["telephone"] == "+14504332777,65139"
    assert page.url in client.get("/sitemap.xml").text


def test_api_shows_the_page(demo, client):
    page = offer("outaouais", "fr")
    found = client.get(f"/api/v2/pages/{page.pk}/").json()
    assert found["owner_unit"] == page.owner_unit
    assert found["body"][0]["type"] == "text"


@pytest.mark.parametrize("name", ["outaouais", "laurentides"])
def test_page_is_light(demo, client, name):
    """No script, nothing inline, one style sheet of ours beside the site's, under 150 KB."""
    page = offer(name, "fr")
    response = client.get(page.url)
    soup = BeautifulSoup(response.text, "html5lib")
    scripts = [script for script in soup.select("script") if "ld+json" not in script["type"]]
    assert not scripts and not soup.select("style, [style], [onclick]")
    styles = [link["href"] for link in soup.select("link[rel=stylesheet]")]
    assert len(styles) == 2 and "offer.css" in styles[1]
    sizes = [Path(f"coorg_forms{styles[1]}"), Path(f"example_site{styles[0]}")]
    weight = len(response.content) + sum(path.stat().st_size for path in sizes)
    assert weight < 60_000


@pytest.mark.parametrize(("name", "language"), OFFERS)
def test_page_is_whole(demo, client, name, language):
    """One h1, no level skipped, every id once, every link inside leads somewhere."""
    page = offer(name, language)
    html5lib.HTMLParser(strict=True).parse(client.get(page.url).text)
    soup = look(client, page)
    levels = [int(tag.name[1]) for tag in soup.select("main :is(h1, h2, h3, h4)")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = [tag["id"] for tag in soup.select("[id]")]
    assert len(ids) == len(set(ids))
    for link in soup.select("main a[href]"):
        if link["href"].startswith("#"):
            assert link["href"][1:] in ids
        elif link["href"].startswith("/"):
            assert client.get(link["href"]).status_code == 200
