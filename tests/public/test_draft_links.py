"""A mailed link opens a draft once: whoever made it or passed it on reads no further."""

import pytest
from django.test import Client

from coorg_forms.delivery.sending import deliver_due
from coorg_forms.models import Draft, SupportRequest
from tests import factories
from tests.public.test_drafts import TYPED, cookie, link_in
from tests.public.walker import Walker


@pytest.fixture
def form(world):
    return world.page


@pytest.fixture
def sender(form):
    """Someone who saved a request and had its link sent to them."""
    walker = Walker(form)
    walker.open()
    walker.old = walker.press("form-save", TYPED)
    walker.press("form-mail", {"form-email": "maker@example.org"})
    return walker


@pytest.fixture
def link(sender, mailoutbox):
    deliver_due()
    return link_in(mailoutbox[-1])


def follow(form, link, button="") -> Walker:
    other = Walker(form, Client())
    other.follow(link)
    other.press(button, to=link)
    return other


def test_looking_at_the_link_opens_nothing(client, link):
    before = Draft.objects.values().get()
    for _time in range(2):
        response = client.get(link)

    assert response.status_code == 200 and response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"] and not response.cookies.get("coorg-draft")
    assert Draft.objects.values().get() == before
    assert TYPED["title"] not in response.content.decode()


def test_whoever_made_the_link_reads_no_further(form, sender, link):
    before = sender.open("?step=1").hidden
    other = follow(form, link)
    other.open("?step=1")
    other.press("form-save", {"title": "Écrit par une autre personne"})

    for query in ("", "?step=1", "?step=saved"):
        assert "autre personne" not in str(sender.open(query).soup)
    for button in ("form-save", "form-continue", "form-back", "form-keep", "form-mail"):
        answer = sender.client.post(sender.url, {**before, button: "1", "title": "x"}, follow=True)
        assert "autre personne" not in answer.content.decode()
    assert "autre personne" in str(other.open("?step=1").soup)


def test_an_old_window_does_not_find_what_was_sent(form, sender, link):
    before = sender.open("?step=1").hidden
    other = follow(form, link)
    other.open("?step=1")
    missing = {"contact_name-given": "É", "territory": "gatineau", "description": "Un jardin"}
    other.press(answers=missing)
    sent = SupportRequest.objects.get()
    body = {**before, "form-screen": "review"}
    answer = sender.client.post(sender.url, body, follow=True)

    assert sent.reference not in answer.content.decode()


def test_a_used_link_sends_another_one_to_the_same_address(form, link, mailoutbox):
    follow(form, link)
    again = Walker(form, Client())
    screen = again.follow(link)

    assert "déjà servi" in screen.text and "m…@example.org" in screen.text
    assert "maker@" not in screen.text and TYPED["title"] not in str(screen.soup)
    screen = again.press(to=link)
    assert "en route" in screen.text
    deliver_due()
    assert mailoutbox[-1].to == ["maker@example.org"] and link_in(mailoutbox[-1]) != link
    assert follow(form, link_in(mailoutbox[-1])).open("?step=1").typed["title"] == [TYPED["title"]]


def test_used_links_flood_nobody(form, link):
    follow(form, link)
    again = Walker(form, Client())
    for _time in range(7):
        again.follow(link)
        again.client.post(link)

    assert Draft.objects.get().outbox.count() == 5


def test_a_link_that_was_passed_on_is_stopped(client, form, link, mailoutbox):
    other = follow(form, link, "form-passed-on")

    assert other.open("?step=1").typed["title"] == [TYPED["title"]]
    assert client.get(link).status_code == 410 and client.post(link).status_code == 410
    assert Draft.objects.get().email == ""


def test_the_person_stops_a_link(client, sender, link):
    screen = sender.open("?step=saved")
    assert "Arrêter le lien" in screen.text
    screen = sender.press("form-stop")

    assert "n’ouvre plus rien" in screen.text and client.get(link).status_code == 410
    assert sender.open("?step=1").typed["title"] == [TYPED["title"]]


def test_a_borrowed_computer_keeps_nothing_and_the_link_works(form, sender, link):
    before = sender.open("?step=1").hidden
    sender.open("?step=saved")
    screen = sender.press("form-leave")

    assert "ne garde plus rien" in screen.text and cookie(sender).value == ""
    again = sender.client.post(sender.url, {**before, "form-continue": "1"}, follow=True)
    assert TYPED["title"] not in again.content.decode()
    assert follow(form, link).open("?step=1").typed["title"] == [TYPED["title"]]


def test_leaving_after_the_link_was_used_sends_another(form, link, mailoutbox):
    other = follow(form, link)
    other.open("?step=saved")
    other.press("form-leave")
    deliver_due()

    assert len(mailoutbox) == 2
    assert follow(form, link_in(mailoutbox[-1])).open("?step=1").typed["title"] == [TYPED["title"]]


def test_the_link_is_shown_in_both_languages(client, form, link):
    factories.translate(form, {"Demande de soutien": "Request for support"})
    screen = client.get(link).content.decode()

    assert 'href="?lang=en"' in screen
    assert 'lang="en"' in client.get(f"{link}?lang=en").content.decode()[:60]


def test_saved_changes_language_with_what_was_typed(form, sender):
    english = factories.translate(form, {})
    screen = sender.open("?step=saved")
    switch = screen.soup.select_one("[name=form-switch]")["formaction"]
    screen = sender.press("form-switch", {"form-email": "o'b@exa"}, to=switch)

    assert english.url in switch and screen.soup.html["lang"] == "en"
    assert screen.soup.select_one("#id_form-email")["value"] == "o'b@exa"
