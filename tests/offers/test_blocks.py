"""The blocks: each has its template, its sample, its place on paper, and survives translation."""

import json

import pytest
from django.template.loader import render_to_string

from coorg_forms.models import ServiceOfferPage
from coorg_forms.offers.block import all_blocks
from coorg_forms.offers.fields import OfferField
from coorg_forms.offers.paper import Paper
from coorg_forms.offers.sample import SampleFacts
from coorg_forms.offers.start import starting_parts
from tests import factories

BLOCKS = dict(ServiceOfferPage._meta.get_field("body").stream_block.child_blocks)


def test_every_block_is_in_the_picker():
    assert set(BLOCKS) == {name for name, _block in all_blocks()}
    assert len(BLOCKS) == 23


def test_migrations_do_not_change_with_the_blocks():
    assert OfferField().deconstruct()[2:] == ([], {"blank": True})


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_preview_of_the_picker(db, name):
    block = BLOCKS[name]
    assert block.meta.description and block.meta.label
    if not block.is_previewable:
        return
    bound = block.bind(block.get_preview_value())
    html = render_to_string("coorg_forms/offer/preview.html", {"bound_block": bound})
    sample = next(iter(block.sample.values()))
    assert "coorg-part" in html
    assert str(sample) in html or "heading" in block.sample


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_on_paper(db, name):
    """Each block that has a place on paper prints nodes that the leaflet can draw."""
    block, facts = BLOCKS[name], SampleFacts()
    if not block.panel:
        return
    value = block.get_preview_value()
    nodes = list(block.print(value, facts, Paper(facts.notes)))
    assert nodes and block.panel in {"cover", "flap", "inside", "back"}
    json.dumps(nodes, default=str)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_page_starts_with_headings_in_its_language(language):
    parts = json.loads(starting_parts(language))
    assert {part["type"] for part in parts} <= set(BLOCKS)
    assert len({part["id"] for part in parts}) == len(parts)
    assert (parts[0]["value"]["heading"] == "De quoi s’agit-il?") is (language == "fr")


def test_translation_keeps_ids_and_reaches_every_text(world):
    body = [
        ("items", {"heading": "Liste", "items": factories.listed({"title": "T", "text": "Un"})}),
        ("values", {"heading": "Valeurs", "items": factories.listed("Respect")}),
        ("text", {"heading": "Quoi?", "text": "<p>Un <b>texte</b>.</p>"}),
    ]
    page = factories.offer_page(body, establishment=world.establishment)
    words = {"Liste": "List", "Un": "One", "Valeurs": "Values", "Respect": "Respect (en)"}
    words["Un <b>texte</b>."] = "A <b>text</b>."
    english = factories.translate(page, words)
    ours, theirs = list(page.body.raw_data), list(english.body.raw_data)
    assert [item["id"] for item in ours] == [item["id"] for item in theirs]
    assert theirs[0]["value"]["items"][0]["value"]["text"] == "One"
    assert theirs[1]["value"]["items"][0]["value"] == "Respect (en)"
    assert "<b>text</b>" in theirs[2]["value"]["text"]
