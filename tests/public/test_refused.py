"""What a form page refuses whoever asks (cases 4, 6, 9 and 58)."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from coorg_forms.models import Draft, FormVersion, SupportRequest
from tests.public.forms import RIGHT, translated
from tests.public.walker import Walker


def archive(page):
    """Taken offline by its date, as Wagtail's schedule does it."""
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


#: Ways in which a page is not open to everyone.
HIDDEN = {
    "unpublished": lambda page: page.unpublish(),
    "archived": archive,
    "private": restrict,
    "in a private section": lambda page: restrict(page.get_parent()),
    "deleted": lambda page: page.delete(),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_form_that_is_not_open_receives_nothing(client, form, visitor, how):
    screen = visitor.look()
    HIDDEN[how](form)
    sent = visitor.send(RIGHT, screen)

    assert sent.status in (302, 404)
    assert not SupportRequest.objects.exists() and not Draft.objects.exists()


@pytest.mark.parametrize("how", ["archived", "private"])
def test_nor_does_it_from_a_draft_that_was_begun_in_time(form, how):
    walker = Walker(form)
    walker.open()
    walker.press("form-save", RIGHT)
    walker.open("?step=1")
    HIDDEN[how](form)
    body = {**walker.screen.hidden, "declaration": "yes"}

    assert walker.client.post(form.url, body).status_code in (302, 404)
    assert not SupportRequest.objects.exists() and Draft.objects.get().raw["text"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_form_that_is_withdrawn_stops_at_once_and_keeps_the_words(form, language):
    """Closed this minute, nobody left to finish: for an error of law or of safety."""
    page = form if language == "fr" else translated(form)
    walker = Walker(page)
    walker.open()
    type(form).objects.filter(pk=form.pk).update(closes_at=timezone.now(), grace_hours=0)
    screen = walker.press(answers=RIGHT)

    assert screen.status == 403 and screen.typed["text"] == RIGHT["text"]
    assert {"fr": "formulaire est fermé", "en": "form is closed"}[language] in screen.text
    assert not SupportRequest.objects.exists()


def test_a_version_that_never_was_is_not_taken_up(visitor, form):
    """What is posted names a version; only one that was published is answered."""
    visitor.send(RIGHT, form_version="99", version="99")

    assert SupportRequest.objects.get().form_version == FormVersion.objects.get()


def test_the_number_of_another_page_in_the_body_changes_nothing(world, form, visitor):
    visitor.send(RIGHT, page_id=str(world.page.pk), form_key=str(world.page.form_key))

    assert SupportRequest.objects.get().form_key == form.form_key


def test_judging_twice_leaves_nothing_behind(visitor):
    screen = visitor.look()
    for _time in range(2):
        screen = visitor.send({"text": "x"}, screen)
        assert screen.status == 422

    assert not SupportRequest.objects.exists() and not Draft.objects.exists()


def test_no_address_carries_the_session(client, form, visitor):
    client.cookies["sessionid"] = session = uuid.uuid4().hex
    sent = visitor.send(RIGHT)

    assert session not in sent.response["Location"] and session not in str(visitor.look().soup)
