"""The paper twin: the same questions, accessible, with the way back to the web."""

import io

import pypdf
import pypdfium2
import pytest
import zxingcpp

from tests.public import forms
from tests.public.forms import translated


@pytest.fixture
def read(client, form):
    """Reads the PDF of a form: ``(reader, words)``."""

    def read(page=form):
        answer = client.get(page.url, {"paper": "1"})
        assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
        reader = pypdf.PdfReader(io.BytesIO(answer.content))
        words = " ".join(page.extract_text() for page in reader.pages)
        return reader, " ".join(words.split()), answer.content

    return read


def test_every_question_is_on_paper(form, read):
    _reader, words, _pdf = read()

    for question in form.current_version().parsed.questions:
        assert question.label in words, question.key
    for said in ("Une introduction.", "Une raison.", "Partenaire 3", "De l’aide", "Code postal"):
        assert said in words
    assert "(facultatif)" in words and "Nous recueillons" in words
    assert "version 1" in words and "819\u00a0966-6484".replace("\u00a0", " ") in words


def test_it_is_tagged_in_its_language(read, form):
    for page, language in ((form, "fr"), (translated(form), "en")):
        reader, _words, _pdf = read(page)
        catalog = reader.trailer["/Root"]
        assert catalog["/MarkInfo"]["/Marked"] and catalog["/Lang"].startswith(language)
        assert reader.metadata.title == page.title
        assert "/StructTreeRoot" in catalog


def test_its_code_leads_to_the_form(form, read):
    _reader, _words, pdf = read()
    drawn = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()

    (code,) = zxingcpp.read_barcodes(drawn)
    assert code.text == form.full_url


def test_the_web_page_offers_it_only_where_it_can_be_printed(client, form, monkeypatch):
    assert 'href="?paper=1"' in client.get(form.url).content.decode()
    for module in ("coorg_forms.public.pages", "coorg_forms.public.visit"):
        monkeypatch.setattr(f"{module}.can_print", lambda: False)
    assert 'href="?paper=1"' not in client.get(form.url).content.decode()
    assert client.get(form.url, {"paper": "1"}).status_code == 404


def test_a_condition_is_told_in_words(client, world, read):
    page = world.form(
        [
            forms.block("yes_no", key="known", label="Connu?"),
            forms.block("text", key="who", label="Qui?", show_if=[("known", "is", "yes")]),
        ]
    )
    _reader, words, _pdf = read(page)

    assert "Si vous avez répondu « Oui »" in words.replace("\u00a0", " ")
