"""The conversation on the requester's own page: they read, and answer what they are asked."""

import pytest
from django.test import Client
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import Message, SupportRequest
from tests import factories
from tests.public.screen import Screen


@pytest.fixture
def asked(world):
    request = factories.submit(world.page)
    return operations.move(
        user=world.moderator, request=request, move="ask", version=1, reason="Quelle rue?"
    )


def look(client, request) -> Screen:
    return Screen(client.get(reverse("coorg_forms:sent", args=[request.token])))


def send(client, request, text):
    return client.post(reverse("coorg_forms:answer", args=[request.token]), {"answer": text})


def test_the_question_can_be_answered_on_the_page(client, asked):
    screen = look(client, asked)
    assert "Quelle rue?" in screen.soup.blockquote.get_text()
    assert screen.soup.select_one('form[action$="/answer/"] textarea[name=answer]')
    answer = send(client, asked, "La rue Principale")
    assert answer.status_code == 303
    assert answer.url == reverse("coorg_forms:sent", args=[asked.token]) + "#messages"
    screen = look(client, asked)
    said = [item.get_text() for item in screen.soup.select(".coorg-message")]
    assert "Quelle rue?" in said[0] and "La rue Principale" in said[1]
    assert not screen.soup.select("textarea")


def test_replies_show_and_notes_do_not(client, world, asked):
    operations.reply(user=world.moderator, request=asked, body="Bonjour!", version=asked.version)
    operations.note(user=world.moderator, request=asked, body="Très fâchée")
    text = look(client, asked).text
    assert "Bonjour!" in text and "fâchée" not in text
    assert world.moderator.last_name not in text


def test_an_empty_answer_is_refused_in_words(client, asked):
    answer = send(client, asked, "  ")
    screen = Screen(answer)
    assert answer.status_code == 422
    assert screen.soup.select_one("#error-summary a[href='#id_answer']")
    assert screen.soup.select_one("textarea[aria-invalid=true]")
    assert not Message.objects.filter(kind="answer").exists()


def test_an_answer_that_comes_too_late_is_given_back(client, world, asked):
    operations.move(user=world.moderator, request=asked, move="resume", version=asked.version)
    answer = send(client, asked, "La rue Principale")
    assert answer.status_code == 422
    assert Screen(answer).soup.select_one("textarea[readonly]").get_text().strip() == (
        "La rue Principale"
    )


def test_without_the_security_cookie_nothing_typed_is_lost(asked):
    answer = send(Client(enforce_csrf_checks=True), asked, "La rue Principale")
    assert answer.status_code == 403
    assert "La rue Principale" in Screen(answer).soup.textarea.get_text()
    assert SupportRequest.objects.get(pk=asked.pk).state == "info_needed"


def test_only_by_post_and_only_with_the_token(client, asked):
    assert client.get(reverse("coorg_forms:answer", args=[asked.token])).status_code == 405
    nobody = reverse("coorg_forms:answer", args=["x" * 27])
    assert client.post(nobody, follow=True).status_code == 404


def test_the_answer_page_is_private(client, asked):
    response = send(client, asked, "")
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


def test_nothing_is_asked_of_who_is_in_quarantine(client, world, asked):
    operations.quarantine(user=world.moderator, request=asked, version=asked.version)
    screen = look(client, asked)
    assert not screen.soup.select("textarea") and not screen.soup.select(".coorg-message")
    assert send(client, asked, "Oui").status_code == 422


def test_markup_is_text(client, asked):
    send(client, asked, "<script>alert(1)</script>")
    assert not look(client, asked).soup.select(".coorg-message script")
