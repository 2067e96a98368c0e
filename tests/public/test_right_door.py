"""Before the first question: where to go with a need that is not for this form."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.factories import block, listed
from tests.public.walker import Walker

SITUATIONS = listed(
    {"situation": "Un besoin pour vous?", "text": "Composez le 811."},
    {"situation": "Le PSOC?", "text": "Écrivez au programme."},
)


def make_offer(world, form, situations=SITUATIONS, **fields):
    body = [("door", {"heading": "La bonne porte?", "items": situations})]
    return factories.offer_page(
        body, establishment=world.establishment, service=world.organizing, form=form, **fields
    )


def door(client, page):
    return BeautifulSoup(client.get(page.url).text, "html5lib").select_one(".coorg-right-door")


def test_says_in_a_sentence_each_where_to_go_before_any_question(client, world):
    make_offer(world, world.page)
    soup = BeautifulSoup(client.get(world.page.url).text, "html5lib")
    found = soup.select_one(".coorg-right-door")
    assert [line.get_text(" ", strip=True) for line in found.select("li")] == [
        "Un besoin pour vous? Composez le 811.",
        "Le PSOC? Écrivez au programme.",
    ]
    assert found.find_next("form")["id"] == "request-form"
    assert not found.select("input, button")


def test_nothing_without_an_offer_that_names_situations(client, world):
    assert door(client, world.page) is None
    make_offer(world, world.page, situations=[])
    make_offer(world, world.page, publish=False)
    make_offer(world, world.form([block("text", label="Autre", key="other")]))
    assert door(client, world.page) is None


def test_in_the_words_of_the_language(client, world):
    offer = make_offer(world, world.page)
    english = factories.translate(world.page, {})
    assert door(client, english) is None
    factories.translate(offer, {"Composez le 811.": "Dial 811.", "La bonne porte?": "Right door?"})
    found = door(client, english).get_text(" ")
    assert "Right door?" in found and "Dial 811." in found


def test_on_the_first_step_only_and_again_when_it_is_wrong(world):
    form = world.form(
        [
            block("section", title="Un"),
            block("text", label="Nom", key="nom"),
            block("section", title="Deux"),
            block("text", label="Suite", key="suite"),
        ],
        layout="steps",
    )
    make_offer(world, form)
    walker = Walker(form)
    shown = [
        walker.open().soup,
        walker.press(answers={"nom": ""}).soup,
        walker.press(answers={"nom": "Ici"}).soup,
    ]
    assert [bool(soup.select(".coorg-right-door")) for soup in shown] == [True, True, False]


def test_queries_do_not_grow_with_the_situations(client, world):
    counts = []
    for number in (1, 1, 6):
        form = world.form([block("text", label="Nom", key="nom")])
        make_offer(world, form, SITUATIONS[:1] * number)
        with CaptureQueriesContext(connection) as queries:
            assert door(client, form)
        counts.append(len(queries))
    assert counts[1] == counts[2]


@pytest.mark.parametrize("which", ["form", "offer"])
def test_the_offer_is_never_needed(client, world, which):
    """A form whose offer goes keeps working, and the other way round."""
    offer = make_offer(world, world.page)
    (world.page if which == "form" else offer).unpublish()
    other = offer if which == "form" else world.page
    assert client.get(other.url).status_code == 200
