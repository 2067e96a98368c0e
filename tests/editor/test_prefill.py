"""A link that fills in a form, made by an editor who knows no key."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from coorg_forms.models import ShortLink
from tests import factories
from tests.factories import block

XY = [("x", "Ixe"), ("y", "Igrec")]


@pytest.fixture
def form(world):
    return world.form(
        [
            block("radio", key="which", label="Lequel?", options=XY, prefill=True),
            block("text", key="place", label="Endroit", prefill=True, required=False),
            block("date", key="day", label="Jour", prefill=True, required=False),
            block("text", key="more", label="Suite", prefill=True, show_if=[("which", "is", "x")]),
            block("text", key="secret", label="Autre chose"),
        ]
    )


def look(client, form, query=""):
    response = client.get(reverse("coorg_forms_editor:link", args=[form.pk]) + query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def links(soup) -> list[str]:
    return [field["value"] for field in soup.select("input[readonly]")]


def test_only_what_a_link_may_fill_in_is_offered(editor, form):
    soup = look(editor, form)

    names = {field["name"] for field in soup.select(".coorg-prefill :is(input, select)")}
    assert {"which", "place", "day-day", "more", "campaign"} <= names and "secret" not in names
    assert soup.select_one("label[for=id_place]").get_text() == "Endroit"
    assert not links(soup)


def test_the_link_fills_in_the_form_in_each_language(editor, client, form):
    english = factories.translate(form, {"Lequel?": "Which?"})
    query = "?which=y&place=Bas-%C3%89tage&day-day=3&day-month=mai&day-year=2031&secret=no"
    made = links(look(editor, form, query + "&campaign=Affiche d’automne"))

    assert [urlsplit(link).path for link in made] == [form.url, english.url]
    given = parse_qs(urlsplit(made[0]).query)
    assert given["place"] == ["Bas-Étage"] and given["campaign"] == ["affiche-dautomne"]
    assert "secret" not in given
    shown = BeautifulSoup(client.get("/" + made[1].split("/", 3)[3]).content, "html5lib")
    assert shown.select_one("#id_place")["value"] == "Bas-Étage"
    assert shown.select_one("#id_day-month")["value"] == "mai"
    assert shown.select_one("input[name=which][checked]")["value"] == "y"


def test_what_would_be_wrong_or_hidden_is_left_out_and_told(editor, form):
    soup = look(editor, form, "?which=y&more=abc&day-day=45&day-month=mai&day-year=2031")

    assert parse_qs(urlsplit(links(soup)[0]).query) == {"which": ["y"]}
    assert len(soup.select(".error-message")) == 2


def test_the_code_leads_where_the_link_does(editor, form):
    soup = look(editor, form, "?which=x")
    response = editor.get(soup.select_one(".coorg-made-link img")["src"])

    assert response["Content-Type"] == "image/svg+xml" and response.content.startswith(b"<svg")
    code = reverse("coorg_forms_editor:link_code", args=[form.pk])
    assert editor.get(code + "?which=x&language=xx").status_code == 404


def test_a_short_address_is_made_once_and_fills_in(editor, client, form):
    address = reverse("coorg_forms_editor:link", args=[form.pk]) + "?which=x&campaign=poster"
    for _time in range(2):
        response = editor.post(address, {"language": "fr"})
    link = ShortLink.objects.get()

    assert str(link.pk) in response["Location"] and link.campaign == "poster"
    assert client.get(link.url)["Location"] == form.url + "?which=x&campaign=poster"


def test_without_the_right_no_short_address(client, form):
    person = factories.user("editor")
    client.force_login(person)
    address = reverse("coorg_forms_editor:link", args=[form.pk])

    assert client.post(address + "?which=x", {"language": "fr"}).status_code in (302, 403)
    assert not ShortLink.objects.exists()


def test_nothing_to_fill_in_and_not_published(editor, world):
    plain = world.form([block("text", key="a", label="A")])
    assert "Aucune question" in look(editor, plain).get_text()
    draft = world.form([block("text", key="a", label="A")], publish=False)
    assert "Publiez d’abord" in look(editor, draft).get_text()
