"""Correcting a sent request from the requester's own page, without scripts (case 26)."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import Amendment, SupportRequest
from tests import factories
from tests.public import forms
from tests.public.screen import Screen, Visitor
from tests.public.walker import Walker


@pytest.fixture
def sent(world) -> SupportRequest:
    return factories.submit(world.page)


@pytest.fixture
def walker(sent) -> Walker:
    return on(sent)


def on(request) -> Walker:
    walker = Walker(request.page)
    walker.follow(address(request))
    return walker


def address(request, name="correct") -> str:
    return reverse(f"coorg_forms:{name}", args=[request.token])


def changes(screen: Screen) -> dict[str, str]:
    """Label → what is said of it."""
    rows = screen.soup.select(".coorg-change")
    return {row.dt.get_text(): " ".join(row.get_text(" ").split()) for row in rows}


def test_from_their_page_to_a_correction_that_waits(client, sent):
    page = Screen(client.get(address(sent, "sent")))
    link = page.soup.select_one(f'a[href^="{address(sent)}"]')
    walker = on(sent)
    assert walker.screen.typed["title"] == ["Créer un jardin collectif"]

    screen = walker.press(answers={"title": "Créer un four à pain", "form-why": "On a changé."})
    assert list(changes(screen)) == ["En une phrase"]
    assert "jardin" in screen.soup.select_one("del").text and "four" in screen.soup.ins.text
    assert not Amendment.objects.exists()

    screen = walker.press("form-send")
    assert link and "four à pain" in changes(screen)["En une phrase"]
    assert "On a changé." in screen.text
    assert [row.get_text() for row in screen.soup.select(".coorg-message")] == []
    sheet = screen.soup.select_one("section[aria-labelledby=said]").get_text()
    assert "jardin" in sheet and "four à pain" not in sheet
    assert Amendment.objects.get().after == {"title": "Créer un four à pain"}


def test_a_get_writes_nothing_and_names_nobody(client, sent):
    operations.correct(request=sent, raw={"email": "autre@example.org"})
    before = SupportRequest.objects.values().get()
    for name in ("correct", "sent"):
        answer = client.get(address(sent, name))
        for personal in ("Éloïse", "Nguyen", "eloise@", "autre@", "555"):
            assert personal not in answer.content.decode(), (name, personal)
        assert answer["X-Robots-Tag"] == "noindex" and "no-store" in answer["Cache-Control"]
    assert SupportRequest.objects.values().get() == before


def test_every_type_sent_back_as_it_stands_changes_nothing(client, form):
    """What is shown is what was sent, whatever the question."""
    visitor = Visitor(client, form)
    visitor.send(forms.RIGHT)
    stored = SupportRequest.objects.get()
    screen = on(stored).press()
    assert screen.status == 422 and not screen.summary, screen.summary
    assert "diffère" in screen.text
    assert not screen.soup.select('input[type="file"]')


def test_every_type_can_be_corrected(client, form):
    Visitor(client, form).send(forms.ENOUGH)
    stored = SupportRequest.objects.get()
    walker = on(stored)
    right = {k: v for k, v in forms.RIGHT.items() if not k.startswith("partners")}
    screen = walker.press("form-more-partners", right)
    screen = walker.press(answers={"partners-0-name": ["L’Étoile"]})
    assert len(changes(screen)) >= 17, screen.summary
    walker.press("form-send")
    amendment = Amendment.objects.get()
    assert amendment.after["partners"] == [{"name": "L’Étoile"}]
    assert amendment.after["radio"] and amendment.personal["phone"]["number"]


def test_with_the_depending_question_open_and_shut(world, walker, sent):
    screen = walker.press(answers={"known": "yes"})
    assert screen.status == 422 and list(screen.summary) == ["id_organizer"]
    screen = walker.press(answers={"known": "yes", "organizer": "Maëlle"})
    assert list(changes(screen)) == ["Un organisateur vous connaît-il?", "Qui?"]
    walker.press("form-send")
    request = SupportRequest.objects.get()
    operations.accept_correction(user=world.moderator, request=request, version=2)

    walker = on(sent)
    assert walker.screen.typed["organizer"] == ["Maëlle"]
    screen = walker.press(answers={"known": "no"})
    assert "Maëlle" in changes(screen)["Qui?"]


def test_what_was_typed_is_read_again_and_survives_every_button(walker, sent):
    typed = {"title": "Un four", "description": "Deux\nlignes « œ »", "form-why": "Voilà."}
    screen = walker.press(answers=typed)
    screen = walker.press("form-change")
    assert screen.typed["title"] == ["Un four"] and screen.typed["form-why"] == ["Voilà."]
    assert screen.typed["description"] == ["Deux\nlignes « œ »"]
    screen = walker.press(answers={"title": "", "description": "Encore"})
    assert screen.status == 422 and "id_title" in screen.summary
    assert screen.typed["description"] == ["Encore"] and screen.typed["form-why"] == ["Voilà."]
    assert screen.title.startswith(("Error", "Erreur"))


def test_the_language_switch_keeps_what_was_typed(world, sent):
    factories.translate(world.page, {"En une phrase": "In one sentence"})
    walker = on(sent)
    screen = walker.press("form-switch", {"title": "Un four"})
    assert screen.question("title").label.get_text().strip().startswith("In one sentence")
    assert screen.typed["title"] == ["Un four"]
    screen = walker.press()
    assert screen.soup.html["lang"] == "en" and "In one sentence" in changes(screen)
    screen = walker.press("form-switch")
    assert "En une phrase" in changes(screen)


def test_a_correction_is_changed_or_taken_back(walker, sent):
    walker.press(answers={"title": "Un four"})
    walker.press("form-send")
    walker.follow(address(sent))
    assert walker.screen.typed["title"] == ["Un four"]
    walker.press(answers={"title": "Deux fours"})
    walker.press("form-send")
    waiting = Amendment.objects.pending().get()
    assert waiting.after == {"title": "Deux fours"}
    screen = walker.press("form-withdraw", to=address(sent))
    assert not Amendment.objects.pending().exists() and not changes(screen)
    assert screen.soup.select_one(f'a[href^="{address(sent)}"]')


def test_what_came_of_it_is_told(world, walker, sent):
    walker.press(answers={"title": "Un four"})
    walker.press("form-send")
    refuse = {"user": world.moderator, "reason": "Ce serait une autre demande."}
    request = SupportRequest.objects.get()
    operations.refuse_correction(request=request, version=request.version, **refuse)
    screen = walker.follow(address(sent, "sent"))
    assert screen.text.count("Ce serait une autre demande.") == 1

    walker.follow(address(sent))
    walker.press(answers={"title": "Un grand jardin"})
    walker.press("form-send")
    request = SupportRequest.objects.get()
    accept = {"user": world.moderator, "version": request.version}
    operations.accept_correction(request=request, **accept)
    screen = walker.follow(address(sent, "sent"))
    sheet = screen.soup.select_one("section[aria-labelledby=said]").get_text()
    assert "Un grand jardin" in sheet and not changes(screen)


def test_once_ended_nothing_typed_is_lost(world, walker, sent):
    walker.press(answers={"title": "Un four"})
    operations.move(user=world.moderator, request=sent, move="withdraw", version=1, reason="Non")
    screen = walker.press("form-send")
    assert screen.status == 422 and "Un four" in changes(screen)["En une phrase"]
    assert not screen.soup.select('[name="form-send"]')
    assert Client().get(address(sent)).status_code == 302


def test_without_the_security_cookie_nothing_is_lost(sent):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(address(sent), {"title": "Un four", "form-why": "Voilà."})
    screen = Screen(answer)
    assert answer.status_code == 403 and screen.typed["title"] == ["Un four"]
    typed = {"form-typed": json.dumps({"title": "Un four"}), "form-send": "1"}
    screen = Screen(client.post(address(sent), typed))
    assert screen.status == 403 and "Un four" in changes(screen)["En une phrase"]
    assert not Amendment.objects.exists()


def test_nobody_learns_personal_answers_from_the_page(walker, sent):
    for guess in ("eloise@example.org", "autre@example.org"):
        screen = walker.press(answers={"email": guess, "contact_name-given": "Zoé"})
        assert list(changes(screen)) == ["Prénom et nom", "Courriel"]
        assert "Nguyen" not in screen.text and "eloise@" not in screen.text
        walker.press("form-change")


def test_without_the_security_cookie_a_correction_is_not_taken_back_nor_emptied(sent):
    operations.correct(request=sent, raw={"title": "Un four"})
    client = Client(enforce_csrf_checks=True)
    screen = Screen(client.post(address(sent), {"form-withdraw": "1"}))
    assert screen.status == 403 and not screen.soup.select("#request-form")
    assert Amendment.objects.pending().exists()


def test_too_many_corrections_are_slowed_down(walker, sent, monkeypatch):
    monkeypatch.setattr("coorg_forms.public.correct.MOST", (0, 3600))
    walker.press(answers={"title": "Un four"})
    screen = walker.press("form-send")
    assert screen.status == 422 and not Amendment.objects.exists()
    assert "Un four" in changes(screen)["En une phrase"]


TAMPERED = [
    *("", "{", "[1]", '"a"', "[" * 100_000),
    '{"title": "\\ud800\\u0000"}',
    '{"title": {"a": [1]}, "x": 1}',
]


@pytest.mark.parametrize("typed", TAMPERED)
def test_what_was_tampered_with_does_no_harm(client, sent, typed):
    body = {"form-typed": typed, "form-send": "1", "form-why": "a\x00b"}
    answer = client.post(address(sent), body)
    assert answer.status_code == 422 and not Amendment.objects.exists()


def test_a_token_of_nobody(client, world):
    unknown = reverse("coorg_forms:correct", args=["x" * 27])
    assert client.get(unknown, follow=True).status_code == 404


def test_queries_do_not_grow_with_the_questions(client, world, form):
    few = factories.submit(world.page)
    many = factories.submit(form, {"territory": ["gatineau"], "declaration": "yes"})
    counts = []
    for request in (few, few, many):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address(request)).status_code == 200
        counts.append(len(captured))
    assert counts[-2] == counts[-1]  # the first one fills caches
