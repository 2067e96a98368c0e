"""The same form in French and in English: one switch, nothing typed lost, the same keys."""

import pytest
from django.utils import translation

from coorg_forms.models import SupportRequest
from coorg_forms.public.tokens import read_token
from tests.public.forms import ENOUGH, RIGHT, WRONG, translated
from tests.public.screen import Screen, Visitor
from tests.public.test_form_page import assert_whole

WORDS = {"Texte": "Text", "Je confirme.": "I confirm.", "Demande de soutien": "Request for support"}


@pytest.fixture
def english(form):
    return translated(form, WORDS)


@pytest.fixture
def switch(client, form, english):
    """Change language as the button does: post to the other page what stands on this one."""

    def switch(answers, screen: Screen | None = None, to=english):
        screen = screen or Visitor(client, form).look()
        return Visitor(client, to).send(answers, screen, **{"form-switch": "1"})

    return switch


def test_each_page_is_in_its_language(client, form, english):
    for page, language in ((form, "fr"), (english, "en")):
        screen = Visitor(client, page).look()
        assert screen.soup.html["lang"] == language
        with translation.override(language):
            assert translation.gettext("Send the request") in screen.text


def test_button_names_the_other_language_in_itself(client, form, english):
    button = Visitor(client, form).look().soup.select_one("button[name=form-switch]")
    assert button.get_text(strip=True) == "English"
    assert button["lang"] == "en"
    assert button["formaction"] == english.get_url()
    button = Visitor(client, english).look().soup.select_one("button[name=form-switch]")
    assert button.get_text(strip=True) == "Français"


def test_no_button_for_a_language_that_is_not_published(client, form, english):
    english.unpublish()
    assert not Visitor(client, form).look().soup.select("button[name=form-switch]")


@pytest.mark.parametrize("answers", [RIGHT, WRONG], ids=["right", "wrong"])
def test_everything_typed_is_kept(switch, answers):
    screen = switch(answers)
    assert screen.status == 200
    assert screen.soup.html["lang"] == "en"
    assert screen.typed == answers
    assert "Text" in screen.question("text").get_text()


def test_half_filled_form_is_not_told_off(switch):
    screen = switch({"text": "début"})
    assert not screen.summary
    assert not screen.soup.select(".coorg-error")
    assert_whole(screen)


def test_switching_stores_nothing(switch):
    switch(RIGHT)
    assert not SupportRequest.objects.exists()


def test_submission_stays_the_same(client, form, switch):
    screen = Visitor(client, form).look()
    other = switch({}, screen)
    tokens = [read_token(one.token, form.form_key) for one in (screen, other)]
    assert tokens[0].submission_id == tokens[1].submission_id
    assert tokens[0].shown_at == tokens[1].shown_at


def test_there_and_back_and_sent(client, form, english, switch):
    there = switch(RIGHT)
    back = switch(RIGHT, there, to=form)
    assert back.soup.html["lang"] == "fr"
    assert back.typed == RIGHT
    assert Visitor(client, form).send(RIGHT, back).status == 303
    assert SupportRequest.objects.get().language == "fr"


def test_same_answers_in_both_languages(client, form, english):
    for page in (form, english):
        assert Visitor(client, page).send(RIGHT).status == 303
    french, other = SupportRequest.objects.order_by("pk")
    assert (french.language, other.language) == ("fr", "en")
    assert french.form_key == other.form_key
    assert french.all_answers() == other.all_answers()


def test_sent_in_both_languages_from_one_copy_is_one_request(client, form, english, switch):
    screen = Visitor(client, form).look()
    there = switch(ENOUGH, screen)
    Visitor(client, form).send(ENOUGH, screen)
    Visitor(client, english).send(ENOUGH, there)
    assert SupportRequest.objects.count() == 1


def test_switch_leads_to_the_newest_version_of_the_other_language(client, form, english, switch):
    """Versions are numbered apart in each language."""
    for title in ("Two", "Three"):
        english.title = title
        english.save_revision().publish()
    screen = switch({})
    assert read_token(screen.token, form.form_key).version == 3
    assert screen.title.startswith("Three")


def test_errors_are_in_the_language_of_the_page(client, english):
    screen = Visitor(client, english).send({})
    with translation.override("en"):
        assert screen.title.startswith(translation.gettext("Error:"))
    assert "I confirm." in screen.summary["id_declaration"]


def test_language_of_the_browser_changes_nothing(client, form, english):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    sent = Visitor(client, form).send(ENOUGH)
    screen = Screen(client.get(sent.response["Location"]))
    assert screen.soup.html["lang"] == "fr"
    assert screen.response["Content-Language"] == "fr"
    with translation.override("fr"):
        assert translation.gettext("Your request has been sent") in screen.text
