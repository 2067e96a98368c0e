"""The offer page: what it shows of things kept elsewhere, languages, banners, queries."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coorg_forms.models import Theme
from tests import factories
from tests.factories import listed

#: In Quebec.
NOON = datetime(2027, 8, 31, 16, tzinfo=UTC)


@pytest.fixture
def offer(world):
    """A page with a form, territories, a call to action and a footnote."""
    return make_offer(world)


def make_offer(world, *more, **fields):
    body = [
        (
            "call_to_action",
            {"heading": "Demander", "text": "Ici[1].", "button": "Faire la demande"},
        ),
        ("territories", {"heading": "Territoires"}),
        ("footnotes", {"heading": "Notes", "items": listed("Selon des critères.")}),
        *more,
    ]
    given = {
        "establishment": world.establishment,
        "service": world.organizing,
        "contact": world.contact,
        "form": world.page,
    }
    return factories.offer_page(body, **given | fields)


def look(client, page) -> BeautifulSoup:
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html5lib")


def test_button_leads_to_the_form_and_says_that_it_is_open(client, world, offer):
    soup = look(client, offer)
    buttons = {button["href"] for button in soup.select("a.coorg-button")}
    assert buttons == {world.page.url}
    assert soup.select_one(".coorg-open-yes") and not soup.select_one(".coorg-open-no")


def at(state, monkeypatch, world, **moments):
    """The form of the world says this of itself."""
    found = dict.fromkeys(("opens_at", "closes_at", "shut_at"))
    found |= {"state": state, "is_open": state == "open", **moments}
    monkeypatch.setattr(
        type(world.page), "opening", lambda form: SimpleNamespace(**found), raising=False
    )


@pytest.mark.parametrize(
    ("state", "moments", "words"),
    [
        ("open", {"closes_at": NOON}, "Ouvert jusqu’au 31 août 2027 à 12 h."),
        ("soon", {"opens_at": NOON}, "Il ouvre le 31 août 2027 à 12 h."),
        ("ended", {"shut_at": NOON}, "Il a fermé le 31 août 2027 à 12 h."),
        ("full", {"shut_at": NOON}, "Toutes les places sont prises."),
    ],
)
def test_dates_of_the_form_are_told(client, world, offer, monkeypatch, state, moments, words):
    at(state, monkeypatch, world, **moments)
    assert words in look(client, offer).get_text().replace("\u00a0", " ")


def test_a_form_that_is_closed_leads_nowhere(client, world, offer, monkeypatch):
    at("full", monkeypatch, world)
    soup = look(client, offer)
    assert soup.select_one(".coorg-open-no")
    assert not soup.select("a.coorg-button")
    assert soup.select_one('.coorg-or a[href="tel:+18199666484;ext=6"]')


def test_a_form_that_is_gone_is_not_offered(client, world, offer):
    world.page.unpublish()
    assert not look(client, offer).select("a.coorg-button, .coorg-open")


def test_contact_of_a_territory_is_that_of_its_team(client, world, offer):
    world.here.contact = factories.contact_point(world.establishment, email="ici@example.org")
    world.here.save()
    cards = {card.h3.get_text(): card for card in look(client, offer).select(".coorg-places li")}
    assert cards["Gatineau"].select_one('[href="mailto:ici@example.org"]')
    assert not cards["Pontiac"].select("a")


def test_terms_are_named_as_the_site_names_them_today(client, world):
    theme = factories.term(Theme, "housing", label="Logement")
    example = {"text": "Un comité.", "themes": ["housing", "gone"]}
    page = make_offer(world, ("examples", {"heading": "Exemples", "items": listed(example)}))
    assert [tag.text for tag in look(client, page).select(".coorg-tag")] == ["Logement"]
    Theme.objects.filter(pk=theme.pk).update(label="Habitation")
    assert [tag.text for tag in look(client, page).select(".coorg-tag")] == ["Habitation"]


@pytest.mark.parametrize(
    ("starts", "ends", "shown"), [(0, 0, True), (-2, -1, False), (1, 2, False)]
)
def test_banner_keeps_its_dates(client, world, starts, ends, shown):
    day = timezone.localdate()
    value = {
        "text": "Tempête",
        "starts": (day + timedelta(starts)).isoformat(),
        "ends": (day + timedelta(ends)).isoformat(),
    }
    soup = look(client, make_offer(world, ("alert", value)))
    assert bool(soup.select(".coorg-alert")) is shown
    assert not soup.select(".coorg-part-alert")


def test_note_is_linked_both_ways(client, offer):
    soup = look(client, offer)
    link = soup.select_one(".coorg-note-link")
    note = soup.find(id=link["href"][1:])
    assert note.select_one(".coorg-back")["href"] == f"#{link['id']}"


def test_what_editors_type_is_escaped(client, world):
    page = make_offer(world, ("callout", {"text": "<script>alert(1)</script>[1]"}))
    soup = look(client, page)
    assert "<script>alert(1)</script>" in soup.select_one(".coorg-callout").get_text()


def test_queries_do_not_grow(client, world):
    def page_of(number):
        people = [{"audience": "group", "text": "Texte"}] * number
        doors = [{"situation": "?", "text": "!", "contact": world.contact.pk}] * number
        parts = [
            ("audiences", {"heading": "Publics", "items": listed(*people)}),
            ("door", {"heading": "Porte", "items": listed(*doors)}),
            *[("programme", {"heading": "P", "text": "T", "page": world.page.pk})] * number,
        ]
        return make_offer(world, *parts)

    small, large = page_of(1), page_of(12)
    counts = []
    for page in (small, small, large):
        with CaptureQueriesContext(connection) as queries:
            look(client, page)
        counts.append(len(queries))
    assert counts[1] == counts[2] <= 40


def test_the_page_writes_nothing(client, offer):
    with CaptureQueriesContext(connection) as queries:
        look(client, offer)
    assert all(query["sql"].lstrip("(").startswith("SELECT") for query in queries)


def test_without_the_extra_there_is_no_leaflet(client, offer, monkeypatch):
    for place in ("offers", "offer_views"):
        monkeypatch.setattr(f"coorg_forms.public.{place}.can_print", lambda: False)
    assert not look(client, offer).select('a[href*="leaflet"]')
    assert client.get(f"{offer.url}leaflet/").status_code == 404


def test_a_leaflet_is_printed_once_for_a_content(client, offer, monkeypatch):
    first = client.get(f"{offer.url}leaflet/").content
    monkeypatch.setattr("coorg_forms.offers.leaflet._fit", lambda *args: b"anew")
    assert client.get(f"{offer.url}leaflet/").content == first
    type(offer).objects.filter(pk=offer.pk).update(lead="Autre chose")
    assert client.get(f"{offer.url}leaflet/").content == b"anew"


# Languages --------------------------------------------------------------------------------


@pytest.fixture
def english(offer):
    page = factories.translate(offer, {"Soutien": "Support"})
    page.get_parent().specific.save_revision().publish()
    return type(offer).objects.get(pk=page.pk)


def test_translation_waits_for_the_page_that_it_translates(offer, english):
    offer.unpublish()
    english.refresh_from_db()
    english.live = True
    with pytest.raises(ValidationError):
        english.full_clean()


def test_translation_says_when_it_is_behind(client, offer, english):
    assert not look(client, english).select(".coorg-stale")
    offer.save_revision().publish()
    assert look(client, english).select(".coorg-stale")
    assert not look(client, offer).select(".coorg-stale")


def test_other_languages_can_be_off(client, offer, english, settings):
    settings.COORG_FORMS_OTHER_LANGUAGES = "off"
    for address in (english.url, f"{english.url}leaflet/"):
        assert client.get(address)["Location"] == offer.url
    assert not look(client, offer).select("link[hreflang=en]")


def test_notice_is_read_once_for_a_visit(client, offer, english, settings):
    settings.COORG_FORMS_OTHER_LANGUAGES = "notice"
    notice = look(client, english)
    assert notice.select_one("form button") and notice.select_one("meta[name=robots]")
    assert not notice.select(".coorg-part")
    response = client.post(english.url)
    assert response["Location"] == english.url
    (cookie,) = [response.cookies[name] for name in response.cookies if "notice" in name]
    assert cookie["max-age"] == "" and cookie["expires"] == ""
    assert look(client, english).select(".coorg-part")
    assert look(client, offer).select(".coorg-part")
