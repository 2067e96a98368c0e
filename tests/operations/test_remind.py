"""Reminders: to whom, when, how often, and that they say nothing of a request."""

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.management import call_command
from wagtail.users.models import UserProfile

from coorg_forms import operations
from coorg_forms.delivery.sending import deliver_due
from coorg_forms.models import (
    Contact,
    DigestDay,
    JobHeartbeat,
    OutboxMessage,
    Preference,
    SupportRequest,
)
from tests import factories

pytestmark = pytest.mark.django_db

#: A Tuesday.
TUESDAY = "2026-03-10"


def on(day: str, hour=7):
    return time_machine.travel(f"{day} {hour:02}:00-05:00", tick=False)


@pytest.fixture
def waiting(world):
    """A request received a week before, and the organizer whom it needs."""
    with on("2026-03-02"):
        request = factories.submit(world.page)
    world.organizer  # noqa: B018 (made now)
    return request


def reminded(day: str) -> list:
    """Who is written to on ``day``."""
    before = set(OutboxMessage.objects.values_list("pk", flat=True))
    with on(day):
        operations.remind()
    return [mail.user for mail in OutboxMessage.objects.exclude(pk__in=before)]


def prefer(user, digest):
    Preference.objects.update_or_create(user=user, defaults={"digest": digest})


def test_what_needs_someone_is_written_to_them_once_a_day(world, waiting):
    assert reminded(TUESDAY) == [world.organizer]
    assert reminded(TUESDAY) == []
    assert reminded("2026-03-11") == [world.organizer]


def test_nothing_is_written_when_nothing_needs_them(world):
    world.organizer  # noqa: B018
    assert reminded(TUESDAY) == []


def test_nothing_is_written_when_the_establishment_is_closed(world, waiting):
    factories.holiday(world.establishment, TUESDAY)
    for day in ("2026-03-14", "2026-03-15", TUESDAY):  # Saturday, Sunday, a day of its own
        assert reminded(day) == []


@pytest.mark.parametrize(
    "digest, days",
    [
        ("daily", ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-16"]),
        ("weekly", ["2026-03-09", "2026-03-16"]),
        ("never", []),
    ],
)
def test_as_often_as_the_person_likes(world, waiting, digest, days):
    prefer(world.organizer, digest)
    looked = ["2026-03-09", "2026-03-10", "2026-03-11", "2026-03-16"]

    assert [day for day in looked if reminded(day)] == days


def test_the_weekly_one_comes_on_the_first_day_that_is_open(world, waiting):
    prefer(world.organizer, "weekly")
    factories.holiday(world.establishment, "2026-03-09")

    assert reminded("2026-03-09") == []
    assert reminded(TUESDAY) == [world.organizer]
    assert reminded("2026-03-11") == []


def test_only_staff_who_can_be_written_to(world, waiting):
    world.person("organizer", email="")
    world.person("organizer", is_active=False)
    world.person("auditor")
    world.person("organizer", world.there)

    assert reminded(TUESDAY) == [world.organizer]


def test_it_says_references_dates_and_links_and_nothing_of_the_request(world, waiting):
    profile = UserProfile.get_for_user(world.organizer)
    profile.preferred_language = "en"
    profile.save()
    with on(TUESDAY):
        operations.remind()
        django_mail.outbox.clear()
        deliver_due()
    sent = next(one for one in django_mail.outbox if one.to == [world.organizer.email])
    text = sent.subject + sent.body

    assert sent.subject == "Requests: what needs you"
    assert f"- {waiting.reference}, was due on March\u00a09, 2026" in sent.body
    assert f"/admin/requests/{waiting.reference}/" in sent.body
    assert "/admin/requests/view/late/" in sent.body and "/admin/account/" in sent.body
    contact = Contact.objects.get(request=waiting)
    for secret in (waiting.summary, waiting.organization, contact.name, contact.email, "jardin"):
        assert secret and secret not in text


def test_what_was_done_meanwhile_is_not_sent(world, waiting):
    with on(TUESDAY):
        operations.remind()
        SupportRequest.objects.update(assignee=None, territory=world.pontiac, team=world.there)
        deliver_due()

    mail = OutboxMessage.objects.get(kind="digest")
    assert mail.status == "cancelled"


def test_who_oversees_is_told_what_does_not_work(world):
    with on(TUESDAY):
        JobHeartbeat.objects.create(job="deliver", at="2026-03-01T12:00Z")
        assert reminded(TUESDAY) == []
        world.manager  # noqa: B018
        assert reminded(TUESDAY) == [world.manager]
        deliver_due()
    (sent,) = (one for one in django_mail.outbox if one.to == [world.manager.email])
    assert "/admin/requests/health/" in sent.body


def test_the_daily_command_reminds_and_says_that_it_ran(world, waiting, capsys):
    with on(TUESDAY):
        call_command("coorg_housekeeping")
        call_command("coorg_deliver")

    assert "1 reminded" in capsys.readouterr().out
    assert OutboxMessage.objects.get(kind="digest").status == "sent"
    assert set(JobHeartbeat.objects.values_list("job", flat=True)) == {"deliver", "housekeeping"}
    with on("2026-09-10"):
        operations.remind()
    assert not DigestDay.objects.filter(day__lt="2026-09-01").exists()
