"""Save and come back: on this device, by a mailed link; what ends is told, nothing is replaced."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coorg_forms.delivery.sending import deliver_due
from coorg_forms.models import Draft, FormVersion, OutboxMessage, SupportRequest
from tests import factories
from tests.factories import block
from tests.public.walker import Walker

TYPED = {"org_name": "L’Étincelle", "title": "Presque rien", "email": "eloise@example.org"}


@pytest.fixture
def form(world):
    return world.page


@pytest.fixture
def walker(form):
    walker = Walker(form)
    walker.open()
    return walker


@pytest.fixture
def saved(walker):
    walker.press("form-save", TYPED)
    return walker


def address(draft) -> str:
    return reverse("coorg_forms:resume", args=[draft.link])


def link_in(mail) -> str:
    return urlsplit(next(line for line in mail.body.splitlines() if line.startswith("http"))).path


def cookie(walker):
    name = next(name for name in walker.client.cookies if name.startswith("coorg-draft-"))
    return walker.client.cookies[name]


def test_saving_judges_nothing_and_keeps_everything(saved):
    draft = Draft.objects.get()

    assert saved.query == "step=saved"
    assert {key: draft.raw[key] for key in TYPED} == TYPED
    assert not SupportRequest.objects.exists()
    assert cookie(saved)["max-age"] == "" and cookie(saved)["httponly"]
    assert draft.expires_at - timezone.now() > timedelta(hours=20)


def test_coming_back_asks_before_it_goes_on(saved):
    screen = saved.open()

    assert "Poursuivre votre demande?" in screen.text and not screen.question("org_name")
    screen = saved.open(screen.soup.select_one("a.coorg-button")["href"].removeprefix(saved.url))
    assert screen.typed["org_name"] == [TYPED["org_name"]]


def test_what_is_sent_after_coming_back_is_one_request(saved):
    saved.open("?step=1")
    saved.press(
        answers={
            "contact_name-given": "Éloïse",
            "territory": "gatineau",
            "description": "Un jardin",
        }
    )

    stored = SupportRequest.objects.get()
    assert stored.organization == "L’Étincelle" and not stored.quarantined_at
    assert not Draft.objects.exists() and cookie(saved).value == ""


def test_kept_on_this_device(saved):
    screen = saved.press("form-keep")

    assert "Gardées sur cet appareil jusqu’au" in screen.text
    assert int(cookie(saved)["max-age"]) > 13 * 86400
    draft = Draft.objects.get()
    assert draft.is_kept and draft.expires_at - timezone.now() > timedelta(days=13)


def test_link_is_mailed_and_opens_the_draft_on_another_device(form, saved, mailoutbox):
    screen = saved.press("form-mail", {"form-email": " Eloise@example.org "})
    assert "eloise@example.org" in screen.text.casefold()
    assert deliver_due() == {"sent": 1}

    (mail,) = mailoutbox
    assert mail.to == ["Eloise@example.org"] and "L’Étincelle" not in mail.subject + mail.body
    other = Walker(form, Client())
    screen = other.follow(link_in(mail))
    assert "Poursuivre votre demande" in screen.text and not screen.question("title")
    other.press(to=link_in(mail))
    assert other.open("?step=1").typed["title"] == ["Presque rien"]


@pytest.mark.parametrize("typed", ["", "eloise@", "a@b.ca\nBcc: c@d.ca"])
def test_a_wrong_address_is_told_and_kept(saved, typed):
    screen = saved.press("form-mail", {"form-email": typed})

    assert screen.status == 422 and "id_form-email" in screen.summary
    assert screen.soup.select_one("#id_form-email")["value"].split() == typed.split()
    assert not OutboxMessage.objects.exists()


def test_a_draft_does_not_flood_a_mailbox(saved):
    for _time in range(8):
        screen = saved.press("form-mail", {"form-email": "a@b.ca"})

    assert OutboxMessage.objects.count() == 5
    assert screen.status == 429 and "plusieurs fois" in screen.text


def test_new_drafts_do_not_flood_mailboxes_either(form, saved):
    for _time in range(3):
        other = Walker(form)
        other.open()
        other.press("form-save", TYPED)
        for _again in range(5):
            other.press("form-mail", {"form-email": "a@b.ca"})

    assert OutboxMessage.objects.count() == 10


def test_erased_at_once_everywhere(saved):
    screen = saved.press("form-erase")

    assert not Draft.objects.exists() and "effacées" in screen.text
    assert not screen.typed and cookie(saved).value == ""


def test_two_drafts_of_one_form_are_not_mixed(form, saved):
    saved.press("form-mail", {"form-email": "a@b.ca"})
    mailed = Draft.objects.get()
    other = Walker(form)
    other.open()
    other.press("form-save", {"title": "Tout autre chose"})
    screen = other.follow(address(mailed))

    assert "une autre demande" in screen.text and Draft.objects.count() == 2
    other.press(to=address(mailed))
    assert other.open("?step=1").typed["title"] == ["Presque rien"]
    assert Draft.objects.count() == 2


def test_the_link_of_a_draft_that_is_gone(client, saved):
    saved.press("form-mail", {"form-email": "a@b.ca"})
    gone = address(Draft.objects.get())
    Draft.objects.all().delete()

    for one in (gone, "/demande/x/suite/"):
        assert client.get(one).status_code == 410
    assert "ne sont plus conservées" in client.get(gone).content.decode()


def test_housekeeping_warns_once_then_erases(saved, mailoutbox, capsys):
    saved.press("form-mail", {"form-email": "a@b.ca"})
    deliver_due()
    draft = Draft.objects.get()
    with time_machine.travel(draft.expires_at - timedelta(days=1)):
        call_command("coorg_housekeeping")
        call_command("coorg_housekeeping")
        deliver_due()
        assert [mail.subject for mail in mailoutbox][1:] == [mailoutbox[-1].subject]
        assert "effacée" in mailoutbox[-1].subject
    with time_machine.travel(draft.expires_at + timedelta(minutes=1)):
        assert saved.open("?step=1").typed == {}  # over, even before it is purged
        call_command("coorg_housekeeping")
    assert not Draft.objects.exists()
    assert "1 drafts and 0 requests erased" in capsys.readouterr().out


def test_saving_again_puts_off_the_end(saved):
    first = Draft.objects.get().expires_at
    with time_machine.travel(timezone.now() + timedelta(hours=10)):
        saved.open("?step=1")
        saved.press("form-save")
    assert Draft.objects.get().expires_at > first


def test_a_form_may_keep_no_drafts(world):
    walker = Walker(world.form(factories.usual_questions(), keeps_drafts=False))

    assert not walker.open().soup.select("[name=form-save]")


def test_a_draft_says_nothing_of_itself(saved):
    draft = Draft.objects.get()

    assert str(draft) == f"draft {draft.pk}"
    assert "form_key" not in str(draft) and TYPED["org_name"] not in repr(draft)


# Versions -----------------------------------------------------------------------------------


def republish(form, *more):
    form.questions = factories.stream_of([*form.questions.get_prep_value(), *more])
    form.save_revision().publish()


def test_a_person_half_way_finishes_on_their_version(form, saved):
    republish(form, block("text", key="extra", label="Question nouvelle"))
    screen = saved.open("?step=1")

    assert not screen.question("extra")
    fresh = Walker(form)
    assert fresh.open().question("extra")
    saved.press(
        answers={
            "contact_name-given": "É",
            "territory": "gatineau",
            "description": "Un jardin",
        }
    )
    assert SupportRequest.objects.get().form_version.number == 1


def test_long_after_answers_are_carried_into_the_new_version(form, saved, settings):
    settings.COORG_FORMS_VERSION_GRACE_DAYS = 3
    saved.press("form-keep")
    republish(form, block("text", key="extra", label="Question nouvelle"))
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        screen = saved.open("?step=1")
        assert screen.question("extra") and "a changé depuis" in screen.text
        assert screen.typed["title"] == ["Presque rien"]
        screen = saved.press(
            answers={
                "contact_name-given": "É",
                "territory": "gatineau",
                "description": "Un jardin",
            }
        )
        assert "id_extra" in screen.summary
        saved.press(answers={"extra": "oui"})
    stored = SupportRequest.objects.get()
    assert stored.form_version == FormVersion.objects.of(form.form_key, "fr").first()
    assert stored.answers["title"] == "Presque rien"


def test_deleting_the_page_takes_its_drafts(form, saved):
    form.delete()

    assert not Draft.objects.exists()


def test_nothing_that_a_database_refuses_is_stored(walker):
    walker.press("form-save", {"org_name": "a\x00b", "title": "é"})

    assert Draft.objects.get().raw["org_name"] == "ab"
    walker.open("?step=1&both=%00")
    walker.client.cookies[next(iter(walker.client.cookies))] = "\x00"
    assert walker.client.get(walker.url).status_code == 200


def test_a_draft_can_be_copied_once_its_form_is_closed(form, saved):
    form.closes_at, form.grace_hours = timezone.now() - timedelta(hours=1), 0
    form.save()
    screen = saved.open()

    assert "L’Étincelle" in screen.text and "fermé depuis" in screen.text
