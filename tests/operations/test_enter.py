"""What staff enter for someone: how it came, who is written to, what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Contact, RequestFormPage, SupportRequest
from coorg_forms.operations import Intake
from coorg_forms.triage.calendar import add_business_days
from tests import factories


@pytest.fixture
def write_down(world):
    """``write_down(raw=…, address=…, **intake)`` enters a request, by telephone today."""

    def entered(*, raw=None, address="eloise@example.org", page=None, again=None, **fields):
        said = {
            "user": world.intake,
            "channel": "phone",
            "received_on": timezone.localdate(),
            "notice": "read",
            "updates": "requester",
        }
        intake = Intake(**{**said, **fields})
        submission = again or factories.submission(
            page or world.page, raw or factories.answers(), intake=intake
        )
        stored = operations.enter(submission=replace(submission, intake=intake), address=address)
        return SupportRequest.objects.get(pk=stored.pk)

    return entered


def test_it_is_received_like_any_other(world, write_down):
    request = write_down(notice="later")
    assert (request.channel, request.team, request.territory) == (
        "phone", world.here, world.gatineau,
    )  # fmt: skip
    event = request.events.get()
    assert (event.action, event.actor) == ("received", world.intake)
    assert event.data["channel"] == "phone" and event.data["notice"] == "later"
    assert request.outbox.filter(kind="acknowledgement").get().recipient == "eloise@example.org"
    assert request.quarantined_at is None


def test_promises_are_counted_from_the_day_on_which_it_came(write_down):
    came = timezone.localdate() - timedelta(days=9)
    request = write_down(received_on=came, channel="paper", notice="paper")
    assert timezone.localdate(request.received_at) == came
    closed = set()
    assert request.due_on >= add_business_days(came, 5, closed)
    promised = operations.promised_by(request.page.specific, came)
    assert request.due_on == promised["read"]
    assert timezone.localdate(request.events.get().at) == timezone.localdate()


@pytest.mark.parametrize(
    "fields, field",
    [
        ({"received_on": date.max}, "received_on"),
        ({"received_on": date(2001, 1, 1)}, "received_on"),
        ({"channel": "web"}, "channel"),
        ({"notice": ""}, "notice"),
        ({"updates": ""}, "updates"),
        ({"updates": "speaker"}, "speaker_email"),
        ({"speaker_tie": "mère"}, "speaker"),
        ({"address": "other@example.org"}, "address"),
        ({"updates": "none"}, "address"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_stored(write_down, fields, field):
    with pytest.raises(operations.Incomplete) as refused:
        write_down(**fields)
    assert refused.value.field == field
    assert not SupportRequest.objects.exists()


def test_tomorrow_is_still_to_come_and_today_is_not(write_down):
    with pytest.raises(operations.Incomplete):
        write_down(received_on=timezone.localdate() + timedelta(days=1))
    assert write_down().received_at <= timezone.now()


def test_nothing_is_mailed_when_nobody_is_written_to(write_down):
    request = write_down(updates="none", address="")
    assert request.contact.email and not request.outbox.filter(kind="acknowledgement")
    assert {mail.to_requester for mail in request.outbox.all()} == {False}


def test_an_email_that_is_missing_is_asked_for(write_down):
    with pytest.raises(operations.Incomplete) as refused:
        write_down(raw=factories.answers(email=None), address="")
    assert refused.value.field == "updates"


def test_who_speaks_for_them_receives_the_news_and_is_erased_with_them(write_down):
    request = write_down(
        speaker="Zénaïde Roy",
        speaker_tie="Maison des aînés",
        speaker_email="zenaide@example.org",
        updates="speaker",
        address="zenaide@example.org",
    )
    assert request.outbox.get(kind="acknowledgement").recipient == "zenaide@example.org"
    assert request.events.get().data["on_behalf"] is True
    assert "Zénaïde" not in f"{request.events.values()} {request.search_text}"
    operations.erase(request=request)
    assert not Contact.objects.filter(speaker__contains="Zénaïde").exists()
    assert request.outbox.get(kind="acknowledgement").recipient == ""


def test_confirmed_twice_it_is_one_request(world, write_down):
    submission = factories.submission(world.page, factories.answers())
    first = write_down(again=submission)
    assert write_down(again=submission) == first
    assert SupportRequest.objects.count() == 1


def test_whoever_may_enter_is_of_the_establishment(world, write_down):
    elsewhere = factories.establishment("laurentides")
    stranger = factories.user("intake", factories.team(elsewhere))
    for person in (stranger, world.person("auditor"), factories.user("intake")):
        assert not operations.can_enter(user=person, page=world.page)
        with pytest.raises(operations.Forbidden):
            write_down(user=person)
    assert operations.can_enter(user=world.intake, page=world.page)
    assert operations.enterable(user=stranger) == []
    assert operations.enterable(user=world.organizer) == [world.page]


def test_answers_are_judged_again(world, write_down):
    submission = factories.submission(world.page, factories.answers())
    with pytest.raises(operations.Forbidden):
        write_down(again=replace(submission, clean={**submission.clean, "title": ""}))


def test_what_came_in_time_is_entered_once_the_form_is_closed(world, write_down):
    now = timezone.now()
    RequestFormPage.objects.filter(pk=world.page.pk).update(
        opens_at=now - timedelta(days=20), closes_at=now - timedelta(days=3)
    )
    page, today = RequestFormPage.objects.get(pk=world.page.pk), timezone.localdate()
    for days in (1, 25):
        with pytest.raises(operations.Incomplete) as refused:
            write_down(page=page, received_on=today - timedelta(days=days))
        assert refused.value.field == "received_on"
    assert write_down(page=page, received_on=today - timedelta(days=3))


def test_an_entry_that_is_left_goes_with_the_drafts(world):
    draft = operations.keep_entry(
        user=world.intake,
        page=world.page,
        version=world.page.current_version(),
        raw={"title": "Jardin"},
        entry={"speaker": "Zénaïde"},
        submission_id="0b6a6bd8-6a56-4d0b-a3e5-0a63dfb4f4a8",
    )
    type(draft).objects.filter(pk=draft.pk).update(expires_at=timezone.now())
    call_command("coorg_housekeeping")
    assert not type(draft).objects.exists()
