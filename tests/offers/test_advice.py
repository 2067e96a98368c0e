"""What the panel tells editors, and what it leaves alone."""

import pytest
from django.utils import translation

from coorg_forms.models import ServiceOfferPage
from coorg_forms.offers.advice import advise
from coorg_forms.offers.notes import Notes


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def said(*blocks) -> list[str]:
    stream = ServiceOfferPage._meta.get_field("body").stream_block
    return advise(stream.to_python([{"type": kind, "value": value} for kind, value in blocks]))


def rich(html, heading="Titre"):
    return ("text", {"heading": heading, "text": html})


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (("values", {"heading": "", "items": []}), "Give a heading"),
        (rich('<p><a href="/x">This form</a></p>'), "where the link leads"),
        (rich('<p><a href="/x"><b>cliquez ici</b></a></p>'), "where the link leads"),
        (("call_to_action", {"heading": "x", "button": "Ce formulaire"}), "where the link leads"),
        (rich("<p>a</p><h4>Saut</h4>"), "skips a level"),
        (rich("<ul><li>a</li></ul>"), "without a sentence before it"),
        (rich("<p>Les organisateurs (trices) sont là.</p>"), "Write both forms"),
        (("callout", {"text": "Une citoyen(ne) engagée"}), "Write both forms"),
        (("callout", {"text": "Groupes (ex. assemblées)"}), "p. ex."),
        (("callout", {"text": "www.example.org/a"}), "Link the words"),
        (("slogan", {"text": "AGIR ENSEMBLE"}), "sentence case"),
        (("picture", {"image": None, "alternative": "", "decorative": False}), "picture"),
    ],
)
def test_says(db, block, words):
    assert any(words in sentence for sentence in said(block)), said(block)


def test_leaves_good_texts_alone(db):
    assert not said(
        rich('<p>Lisez <a href="/x">la politique de confidentialité</a> (PSOC).</p><h3>Bien</h3>'),
        ("callout", {"text": "Organisatrices et organisateurs, p. ex. au CISSS (DGA)."}),
        ("picture", {"image": None, "alternative": "", "decorative": True}),
    )


def test_notes_know_every_place_that_refers_to_them():
    notes = Notes(["Un", "Deux"], ["a[1] b[2]", "c[1] d[9]"])
    assert [len(note.references) for note in notes.all] == [2, 1]
    assert notes.next_reference(1).id == "note-1-1"
    assert notes.next_reference(1).id == "note-1-2"
    assert notes.next_reference(9) is None
