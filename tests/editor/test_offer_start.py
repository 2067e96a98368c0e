"""A new offer from the starting page of its kind: a draft with its headings written."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from coorg_forms.models import ServiceOfferPage
from coorg_forms.offers.start import STARTING_PAGES
from tests.factories import home, locales


def address(parent=None) -> str:
    return reverse("coorg_forms_editor:start_offer", args=[(parent or home()).pk])


@pytest.mark.parametrize("code", STARTING_PAGES)
def test_each_kind_becomes_a_draft_that_the_editor_opens(editor, world, code):
    response = editor.post(address(), {"start": code})
    page = ServiceOfferPage.objects.latest("pk")
    assert response["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert editor.get(response["Location"]).status_code == 200
    assert not page.live and page.owner is not None
    parts = [(child.block_type, child.value["heading"]) for child in page.body]
    assert len(parts) == len(STARTING_PAGES[code].parts)
    assert all(heading for _kind, heading in parts)
    assert ("contact", "Nous joindre") in parts


def test_kinds_differ(editor, world):
    for code in STARTING_PAGES:
        editor.post(address(), {"start": code})
    pages = ServiceOfferPage.objects.order_by("-pk")[: len(STARTING_PAGES)]
    kinds = {page.title: {child.block_type for child in page.body} for page in pages}
    assert "criteria" in kinds["Soutien en organisation communautaire"]
    assert "programme" in kinds["Programme de soutien aux organismes communautaires"]
    assert "call_to_action" not in kinds["Soutien communautaire en logement social"]


def test_words_are_those_of_the_page_above(editor, world):
    _french, english = locales()
    parent = home().copy_for_translation(english)
    parent.save_revision().publish()
    editor.post(address(parent), {"start": "funding"})
    page = ServiceOfferPage.objects.latest("pk")
    assert page.locale == english and page.title == "Support program for community organizations"


def test_is_offered_beside_the_forms_and_chosen_by_words(editor, world):
    listing = editor.get(reverse("wagtailadmin_explore", args=[home().pk]))
    assert address() in listing.text
    soup = BeautifulSoup(editor.get(address()).text, "html5lib")
    names = [button["aria-label"] for button in soup.select("button[name=start]")]
    assert [name.replace("\u00a0", " ") for name in names] == [
        "Partir de « Un service que l’on demande »",
        "Partir de « Un programme de financement »",
        "Partir de « Un service à faire connaître, sans formulaire »",
    ]
    assert editor.post(address(), {"start": "other"}).status_code == 404


def test_not_for_who_may_not_add_pages(client, world):
    client.force_login(world.organizer)
    before = ServiceOfferPage.objects.count()
    client.post(address(), {"start": "support"})
    assert ServiceOfferPage.objects.count() == before
