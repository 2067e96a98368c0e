"""The requester's own page: private, in their language, and silent about what it should not say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.states import public_sentence
from tests import factories
from tests.public.forms import translated
from tests.public.screen import Screen

REASON = "Quel est le nom de votre rue?\nMerci."


@pytest.fixture
def stored(page):
    return factories.submit(page)


@pytest.fixture
def look(client):
    def look(request):
        return Screen(client.get(reverse("coorg_forms:sent", args=[request.token])))

    return look


def moved(request, user, move, reason="") -> SupportRequest:
    current = SupportRequest.objects.get(pk=request.pk)
    if kind := MOVES[move].decides:
        return factories.decide(current, user, kind, reason=reason)
    operations.move(user=user, request=current, move=move, version=current.version, reason=reason)
    return current


def current(request) -> SupportRequest:
    return SupportRequest.objects.get(pk=request.pk)


def sentence(state: str, language="fr") -> str:
    """The part of the public sentence before its date."""
    with translation.override(language):
        return public_sentence(state).rstrip(".")


def test_page_says_where_it_stands(look, stored):
    screen = look(stored)
    assert screen.status == 200
    assert stored.reference in screen.text
    assert stored.reference in screen.title
    assert sentence("received") in screen.text
    assert "d’ici 5 jours" in screen.text


def test_page_is_private(look, stored):
    response = look(stored).response
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"


def test_page_is_a_record_of_what_was_said_without_who_said_it(look, stored):
    screen = look(stored)
    text = screen.response.content.decode()
    for said in ("Créer un jardin collectif", "École Saint-Jérôme", "Gatineau", "1er\u00a0mai"):
        assert said in text
    for personal in ("Éloïse", "Nguyen", "eloise@", "555-0123"):
        assert personal not in text
    assert "Qui?" not in screen.text  # was not asked
    assert str(stored.public_id) not in text
    assert f'"{stored.pk}"' not in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_page_is_in_the_language_of_the_request(client, look, page, language):
    form = page if language == "fr" else translated(page)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en" if language == "fr" else "fr"
    screen = look(factories.submit(form))
    assert screen.soup.html["lang"] == language
    assert sentence("received", language) in screen.text
    assert screen.response["Content-Language"] == language


def test_head_and_other_methods(client, stored):
    address = reverse("coorg_forms:sent", args=[stored.token])
    assert client.head(address).status_code == 200
    for method in ("post", "put", "patch", "delete"):
        refused = getattr(client, method)(address)
        assert refused.status_code == 405
        assert "no-store" in refused["Cache-Control"]


@pytest.mark.parametrize("wrong", ["x", "%00", "a%00b", "%F0%9F%99%82", "x" * 500, "..", "%2e%2e"])
def test_wrong_token_is_not_found(client, stored, wrong):
    assert client.get(f"/demande/{wrong}/", follow=True).status_code == 404


def test_reference_and_number_open_nothing(client, stored):
    for guess in (stored.reference, stored.pk, stored.public_id, stored.submission_id):
        assert client.get(f"/demande/{guess}/", follow=True).status_code == 404


def test_looking_writes_nothing(look, stored):
    look(stored)
    with CaptureQueriesContext(connection) as captured:
        look(stored)
    assert all(query["sql"].startswith("SELECT") for query in captured)


def test_public_reason_is_shown(look, stored, world):
    moved(stored, world.manager, "ask", REASON)
    screen = look(stored)
    assert "Quel est le nom de votre rue?" in screen.soup.blockquote.get_text()
    assert sentence("info_needed") in screen.text
    assert "d’ici 5 jours" not in screen.text


def test_public_reason_goes_when_it_is_superseded(look, stored, world):
    moved(stored, world.manager, "ask", REASON)
    moved(stored, world.manager, "resume")
    screen = look(stored)
    assert screen.soup.blockquote is None
    assert sentence("review") in screen.text


def test_internal_reason_is_never_shown(look, stored, world):
    moved(stored, world.manager, "withdraw", "Au téléphone, très fâchée.")
    assert "fâchée" not in look(stored).text


def test_note_is_never_shown(look, stored, world):
    operations.note(user=world.manager, request=stored, body="À rappeler, très fâchée.")
    assert "fâchée" not in look(stored).text


def test_markup_in_a_reason_is_escaped(look, stored, world):
    moved(stored, world.manager, "ask", "<script>alert(1)</script>")
    assert look(stored).soup.blockquote.script is None


def test_quarantine_reads_as_received(look, page):
    screen = look(factories.submit(page, suspicions=("links",)))
    assert sentence("received") in screen.text
    assert "d’ici 5 jours" in screen.text


def test_spam_reads_as_received(look, page, world):
    request = factories.submit(page, suspicions=("links",))
    operations.close_as_spam(user=world.manager, request=request, version=request.version)
    assert current(request).outcome == "spam"
    assert sentence("received") in look(request).text


def test_quarantine_after_a_question_hides_the_question(look, stored, world):
    request = moved(stored, world.manager, "ask", REASON)
    operations.quarantine(user=world.manager, request=request, version=request.version)
    screen = look(stored)
    assert sentence("received") in screen.text
    assert screen.soup.blockquote is None


def test_reopened_after_spam_does_not_show_an_old_question(look, stored, world):
    request = moved(stored, world.manager, "ask", REASON)
    operations.quarantine(user=world.manager, request=request, version=request.version)
    request = current(request)
    operations.close_as_spam(user=world.manager, request=request, version=request.version)
    request = current(request)
    operations.release(user=world.manager, request=request, version=request.version)
    assert current(request).state == "received"
    assert look(stored).soup.blockquote is None


def test_ended_request_is_no_longer_new(look, stored, world):
    moved(stored, world.manager, "redirect", "La municipalité s’en occupe.")
    screen = look(stored)
    with translation.override("fr"):
        assert screen.soup.h1.get_text(strip=True) == translation.gettext("Your request")
    assert "La municipalité s’en occupe." in screen.text
    assert "d’ici 5 jours" not in screen.text


def test_page_of_the_form_that_is_gone(look, stored, page):
    page.delete()
    screen = look(stored)
    assert screen.status == 200
    assert stored.reference in screen.text
    assert "d’ici 5 jours" in screen.text


def test_unpublished_form_is_not_offered_again(look, stored, page):
    assert look(stored).soup.select_one(f'a[href="{page.url}"]')
    page.unpublish()
    assert not look(stored).soup.select_one(f'a[href="{page.url}"]')


def test_page_can_be_read_in_the_other_language(look, client, page, stored):
    factories.translate(page, {"En une phrase": "In a sentence"})
    screen = look(stored)
    (switch,) = screen.soup.select(".coorg-switch")
    address = reverse("coorg_forms:sent", args=[stored.token])
    english = Screen(client.get(address + switch["href"]))

    assert switch["lang"] == "en" and english.soup.html["lang"] == "en"
    assert "Where it stands" in english.text and stored.reference in english.text
    assert "In a sentence" in english.text and "En une phrase" not in english.text
    assert english.soup.select_one(".coorg-switch")["href"] == "?lang=fr"
    assert Screen(client.get(address + "?lang=xx")).soup.html["lang"] == "fr"


def test_the_answer_being_written_survives_a_change_of_language(client, world, page, stored):
    factories.translate(page, {})
    moved(stored, world.moderator, "review")
    moved(stored, world.moderator, "ask", REASON)
    address = reverse("coorg_forms:answer", args=[stored.token])
    screen = Screen(client.post(address, {"form-switch": "en", "answer": "Rue des Pins"}))

    assert screen.soup.html["lang"] == "en" and screen.status == 200
    assert screen.soup.select_one("#id_answer").get_text() == "Rue des Pins"
    assert current(stored).state == "info_needed"
