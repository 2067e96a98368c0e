"""Files with a note or a reply, colleagues named in a note, and mails that came back."""

import uuid

import pytest
from django.core import mail
from django.core.files.storage import InMemoryStorage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.delivery.sending import deliver_due
from coorg_forms.models import AccessRecord, Attachment, Message, OutboxMessage, SupportRequest
from tests import factories, files
from tests.inbox.conftest import fresh, post, url


@pytest.fixture(autouse=True)
def _in_memory(monkeypatch, settings):
    settings.COORG_FORMS_UNDO_SECONDS = 15
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", InMemoryStorage())


def page(client, request, query="") -> str:
    return client.get(f"{url('detail', request)}?{query}").content.decode()


def file_url(file) -> str:
    return url("file", file.request, file.public_id)


def leave(settings):
    """Send what is due, as if the time to undo were over."""
    OutboxMessage.objects.filter(status="pending").update(next_attempt_at=timezone.now())
    mail.outbox.clear()
    deliver_due()
    return mail.outbox


# Files ------------------------------------------------------------------------------------------


def test_a_file_goes_with_a_reply_and_shows_under_it(world, moderator, support_request):
    sent = {"body": "Voici le plan", "files": [files.upload("Plan d’été.pdf")]}
    assert post(moderator, "reply", support_request, **sent).status_code == 302

    file = Attachment.objects.get()
    assert file.message.kind == "reply" and file.message.body == "Voici le plan"
    entry = page(moderator, support_request).split("coorg-entry--requester")[1].split("</li>\n")[0]
    assert "Plan d’été.pdf" in entry and file_url(file) in entry
    assert b"".join(moderator.get(file_url(file)).streaming_content) == files.PDF
    assert AccessRecord.objects.filter(kind="file", user=world.moderator).count() == 1


def test_a_file_of_a_note_is_for_who_sees_the_request(world, sign_in, moderator, support_request):
    post(moderator, "note", support_request, body="Note", files=[files.upload("a.pdf")])
    file = Attachment.objects.get()

    assert sign_in(world.organizer).get(file_url(file)).status_code == 200
    there = sign_in(world.person("organizer", world.there))
    assert there.get(file_url(file)).status_code == 404


@pytest.mark.parametrize("scan", ["waiting", "infected"])
def test_a_held_file_is_named_and_not_sent(moderator, support_request, scan):
    post(moderator, "note", support_request, body="Note", files=[files.upload("a.pdf")])
    Attachment.objects.update(scan=scan)
    file = Attachment.objects.get()

    html = page(moderator, support_request)
    assert "a.pdf" in html and file_url(file) not in html
    assert moderator.get(file_url(file)).status_code == 404


def test_files_wait_for_the_scanner_that_is_configured(moderator, support_request, settings):
    settings.COORG_FORMS_CLAMD_ADDRESS = "localhost:3310"
    post(moderator, "note", support_request, body="Note", files=[files.upload("a.pdf")])
    assert Attachment.objects.get().scan == "waiting"


def test_a_good_file_is_kept_while_the_rest_is_mended(moderator, support_request):
    chosen = [files.upload("plan.pdf"), files.upload("x.pdf", files.PROGRAM)]
    answer = post(moderator, "reply", support_request, body="", files=chosen)

    assert answer.status_code == 422
    html, kept = answer.content.decode(), Attachment.objects.get()
    assert "“x.pdf” cannot be joined" in html
    assert f'value="{kept.public_id}"' in html and "plan.pdf" in html
    assert moderator.get(file_url(kept)).status_code == 404
    assert "plan.pdf" not in page(moderator, support_request)

    post(moderator, "reply", support_request, body="Voici", kept=[str(kept.public_id), "x"])
    assert Message.objects.get(kind="reply").files.get() == kept


def test_what_is_unticked_does_not_leave_and_is_erased(moderator, support_request):
    post(moderator, "reply", support_request, body="", files=[files.upload("a.pdf")])
    post(moderator, "reply", support_request, body="Voici")
    assert Message.objects.get(kind="reply").files.count() == 0

    assert operations.purge_message_files() == 0
    Attachment.objects.update(uploaded_at=timezone.now() - timezone.timedelta(days=2))
    assert operations.purge_message_files() == 1


def test_the_file_of_a_note_never_leaves_with_a_reply(world, sign_in, moderator, support_request):
    post(moderator, "note", support_request, body="", files=[files.upload("a.pdf")])
    kept = [str(Attachment.objects.get().public_id)]
    post(moderator, "reply", support_request, body="Voici", kept=kept)
    post(sign_in(world.manager), "note", support_request, body="Voici", kept=kept)
    assert Attachment.objects.get().message is None


def test_too_many_files(moderator, support_request, settings):
    settings.COORG_FORMS_MESSAGE_FILES = (2, 1)
    chosen = [files.upload(f"{n}.pdf") for n in range(3)]
    html = post(moderator, "note", support_request, body="x", files=chosen).content.decode()
    assert "“2.pdf” was not kept: at most 2 files can be joined." in html
    assert Attachment.objects.count() == 2


def test_who_may_not_write_keeps_no_file(world, sign_in, support_request):
    auditor = sign_in(world.person("auditor"))
    answer = post(auditor, "note", support_request, body="x", files=[files.upload("a.pdf")])
    assert answer.status_code == 422 and not Attachment.objects.exists()


def test_undoing_a_reply_gives_its_files_back(moderator, support_request):
    post(moderator, "reply", support_request, body="Voici", files=[files.upload("a.pdf")])
    event = support_request.events.get(action="replied")
    back = moderator.post(url("undo", support_request), {"event": event.pk, "version": 2})

    file = Attachment.objects.get()
    assert moderator.get(file_url(file)).status_code == 404
    assert f'value="{file.public_id}"' in moderator.get(back.url).content.decode()
    post(moderator, "reply", support_request, body="Voici donc", kept=[str(file.public_id)])
    assert Message.objects.get(body="Voici donc").files.get() == file


def test_the_mail_says_that_a_file_waits_and_brings_none(moderator, support_request, settings):
    post(moderator, "reply", support_request, body="Secret", files=[files.upload("plan.pdf")])
    (left,) = [
        one
        for one in leave(settings)
        if one.to == ["eloise@example.org"] and "message" in one.subject
    ]
    assert "fichier" in left.body and not left.attachments
    assert "plan.pdf" not in left.body and "Secret" not in left.body


def test_erasing_reaches_the_files_of_messages(moderator, support_request):
    post(moderator, "reply", support_request, body="Voici", files=[files.upload("a.pdf")])
    post(moderator, "note", support_request, body="", files=[files.upload("b.pdf")])
    operations.erase(request=fresh(support_request))
    assert not Attachment.objects.exists()


def test_many_files_cost_no_query(moderator, support_request):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            page(moderator, support_request)
        return len(caught)

    post(moderator, "note", support_request, body="Un", files=[files.upload("a.pdf")])
    page(moderator, support_request)
    before = queries()
    for name in "bcde":
        post(moderator, "note", support_request, body="Un", files=[files.upload(f"{name}.pdf")])
    page(moderator, support_request)
    assert queries() == before


# Colleagues -------------------------------------------------------------------------------------


@pytest.fixture
def crowd(world, superuser):
    """Colleagues of every role in every team, one away and replaced, one who has left."""
    roles = ("intake", "organizer", "moderator", "manager", "auditor", "privacy", "editor")
    people = [world.person(role) for role in roles]
    people += [world.person(role, world.there) for role in roles]
    elsewhere = world.elsewhere
    people.append(factories.user("organizer", elsewhere.team))
    stand_in = world.person("organizer", world.there)
    factories.absence(world.organizer, stand_in)
    gone = world.person("organizer")
    gone.is_active = False
    gone.save()
    return [*people, stand_in, gone, world.organizer, superuser]


@pytest.mark.parametrize(
    "territory", [["gatineau"], ["pontiac"], ["unsure"], ["gatineau", "pontiac"]]
)
def test_who_can_be_mentioned_is_who_sees_the_request(world, crowd, territory):
    request = factories.submit(world.page, factories.answers(territory=territory))
    offered = set(operations.colleagues_who_see(request))
    for person in crowd:
        person = type(person).objects.get(pk=person.pk)
        sees = SupportRequest.objects.visible_to(person).filter(pk=request.pk).exists()
        expected = sees and not person.is_superuser
        assert (person in offered) == expected, (person, person.groups.all())


def test_a_mention_tells_by_a_mail_without_the_text(world, moderator, support_request, settings):
    name = world.organizer.get_full_name()
    sent = {"body": f"@{name}, à toi. Secret.", "mentioned": [world.organizer.pk]}
    assert post(moderator, "note", support_request, **sent).status_code == 302

    assert OutboxMessage.objects.get(kind="mention").cause.action == "noted"
    html = page(moderator, support_request)
    assert f'<mark class="coorg-mention">@{name}</mark>' in html
    assert f"Told by mail: {name}" in html
    (left,) = [
        one
        for one in leave(settings)
        if support_request.reference in one.subject
        and one.to == [world.organizer.email]
        and "mention" in one.subject
    ]
    assert "Secret" not in left.body and url("detail", support_request) in left.body


def test_who_may_not_see_the_request_is_not_mentioned(world, moderator, support_request):
    stranger, _colleague = world.person("organizer", world.there), world.organizer
    answer = post(moderator, "note", support_request, body="x", mentioned=[stranger.pk])
    assert answer.status_code == 422
    with pytest.raises(operations.Forbidden):
        operations.note(
            user=world.moderator, request=support_request, body="x", mentioned=[stranger]
        )
    assert not OutboxMessage.objects.filter(kind="mention").exists()


def test_who_lost_sight_of_it_is_not_told(world, moderator, support_request, settings):
    post(moderator, "note", support_request, body="x", mentioned=[world.organizer.pk])
    world.organizer.groups.clear()
    leave(settings)
    assert OutboxMessage.objects.get(kind="mention").status == "cancelled"


def test_undoing_the_note_calls_the_mail_back(world, moderator, support_request):
    post(moderator, "note", support_request, body="x", mentioned=[world.organizer.pk])
    event = support_request.events.get(action="noted")
    moderator.post(url("undo", support_request), {"event": event.pk, "version": 1})
    assert OutboxMessage.objects.get(kind="mention").status == "cancelled"
    assert "Told by mail" not in page(moderator, support_request)


# Mails that came back ---------------------------------------------------------------------------


@pytest.fixture
def came_back(moderator, support_request):
    post(moderator, "reply", support_request, body="Bonjour")
    return factories.undelivered(OutboxMessage.objects.get(kind="reply"))


def test_what_came_back_shows_under_what_it_told(moderator, support_request, came_back):
    html = page(moderator, support_request)
    entry = html.split('class="coorg-timeline"')[1].split("Wrote to the requester")[1]
    assert "Not delivered" in entry.split("Request received")[0]
    assert "SMTPRecipientsRefused 550" in entry
    assert "I reached them another way" in entry and "Send again" in entry


def test_reaching_them_another_way_settles_it(
    world, sign_in, moderator, support_request, came_back
):
    answer = post(moderator, "settle", support_request, mail=came_back.pk)
    assert answer.status_code == 302
    came_back.refresh_from_db()
    assert came_back.status == "settled"
    html = page(moderator, support_request)
    assert "Reached another way" in html and "Not delivered" not in html
    assert (
        "could not be delivered"
        not in sign_in(world.manager).get(reverse("coorg_requests:health")).content.decode()
    )
    assert post(moderator, "settle", support_request, mail=came_back.pk).status_code == 422


def test_only_a_mail_of_this_request_is_settled(world, moderator, support_request, came_back):
    other = factories.submit(world.page)
    factories.undelivered(other.outbox.first())
    for key in (came_back.pk, "x", uuid.uuid4()):
        assert post(moderator, "settle", other, mail=key).status_code == 422
    came_back.refresh_from_db()
    assert came_back.status == "failed"


def test_reminders_that_failed_are_named_with_a_retry(world, sign_in):
    lost = factories.undelivered_reminder(world.organizer)
    stranger = factories.user("organizer", world.elsewhere.team, last_name="Ailleurs")
    theirs = factories.undelivered_reminder(stranger)
    client = sign_in(world.manager)

    html = client.get(reverse("coorg_requests:health")).content.decode()
    assert world.organizer.get_full_name() in html and "Ailleurs" not in html
    assert "The reminder of 1 colleague could not be delivered." in html
    client.post(reverse("coorg_requests:retry_reminder", args=[lost.pk]))
    lost.refresh_from_db()
    assert lost.status == "pending" and lost.attempts == 0
    elsewhere = reverse("coorg_requests:retry_reminder", args=[theirs.pk])
    assert client.post(elsewhere).status_code == 404
