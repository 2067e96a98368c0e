"""The theme: homes in both languages, what stands around every page, pages of errors."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation

from example_site.models import HomePage

HOMES = [
    "/fr/",
    "/fr/outaouais/",
    "/fr/laurentides/",
    "/en/",
    "/en/outaouais/",
    "/en/laurentides/",
]
SWITCH = {"fr": ("English", "en"), "en": ("Français", "fr")}


def look(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return BeautifulSoup(response.text, "html5lib")


@pytest.mark.parametrize("address", HOMES)
def test_home(demo, client, address):
    soup, language = look(client, address), address[1:3]
    assert soup.html["lang"] == language
    assert len(soup.select("h1")) == 1
    name, code = SWITCH[language]
    (switch,) = soup.select(".languages a")
    assert (switch.text, switch["lang"], switch["hreflang"]) == (name, code, code)
    assert switch["href"].startswith(f"/{code}/")
    assert client.get(switch["href"]).status_code == 200


@pytest.mark.parametrize("address", HOMES)
def test_every_link_leads_somewhere(demo, client, address):
    for link in look(client, address).select("a"):
        target = link["href"]
        assert link.text.strip() and target != "#"
        if target.startswith("/"):
            assert client.get(target).status_code == 200


def test_french_comes_first_whatever_the_browser_says(demo, client):
    response = client.get("/", headers={"accept-language": "en-CA,en"})
    assert response["Location"] == "/fr/"
    soup = BeautifulSoup(
        client.get("/admin/login/", headers={"accept-language": "en"}).text, "html5lib"
    )
    assert soup.html["lang"] == "fr"


def test_site_leads_to_the_establishments(demo, client):
    cards = look(client, "/fr/").select(".cards .card h3 a")
    assert [(card.text, card["href"]) for card in cards] == [
        ("CISSS de l’Outaouais", "/fr/outaouais/"),
        ("CISSS des Laurentides", "/fr/laurentides/"),
    ]


@pytest.mark.parametrize(
    ("address", "words", "number"),
    [
        ("/fr/outaouais/", "Faire une demande de soutien", "819\u00a0966-6484, poste\u00a06"),
        ("/en/outaouais/", "Make a request for support", "819\u00a0966-6484, ext.\u00a06"),
    ],
)
def test_establishment_leads_to_its_form_and_telephone(demo, client, address, words, number):
    soup = look(client, address)
    (button,) = soup.select(".actions .button")
    assert button.text == words
    assert "/outaouais/" in button["href"]
    (telephone,) = soup.select(".actions .number")
    assert (telephone.text, telephone["href"]) == (number, "tel:+18199666484;ext=6")


def test_frame_of_a_form(demo, client):
    soup = look(client, "/fr/laurentides/demande-de-soutien/")
    assert soup.select_one(".skip").text == "Passer au contenu"
    assert soup.select_one(soup.select_one(".skip")["href"]).name == "main"
    steps = [step.text for step in soup.select(".breadcrumb li")]
    assert steps == [
        "Accueil",
        "CISSS des Laurentides",
        "Demande de soutien en organisation communautaire",
    ]
    footer = soup.select_one("footer").text
    assert "Centre intégré de santé et de services sociaux des Laurentides" in footer
    assert "450\u00a0433-2777, poste\u00a065139" in footer
    assert soup.title.text.endswith("CISSS des Laurentides")


def test_switch_is_left_out_where_there_is_no_translation(demo, client):
    HomePage.objects.get(slug="outaouais", locale__language_code="en").unpublish()
    assert not look(client, "/fr/outaouais/").select(".languages a")


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Page introuvable"), ("en", "Page not found")]
)
def test_not_found(demo, client, language, words):
    soup = look(client, f"/{language}/nothing-here/", status=404)
    assert soup.h1.text == words
    assert soup.html["lang"] == language
    assert soup.select_one("main a")["href"] == f"/{language}/"


def test_error_needs_no_database():
    soup = BeautifulSoup(render_to_string("500.html"), "html5lib")
    assert "Un problème est survenu" in soup.h1.text
    assert soup.select_one("[lang=en] h2")


def test_base_without_page_nor_site(db, rf):
    with translation.override("en"):
        html = render_to_string("example_site/base.html", request=rf.get("/"))
    soup = BeautifulSoup(html, "html5lib")
    assert soup.html["lang"] == "en"
    assert soup.select_one(".skip").text == "Skip to content"


def test_no_logo(demo, client):
    assert look(client, "/fr/").select_one(".logo").text.strip() == ""
    assert not look(client, "/fr/").select("img")
