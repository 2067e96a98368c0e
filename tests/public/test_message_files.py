"""Files of the conversation on the requester's own page."""

import pytest
from django.core.files.storage import InMemoryStorage
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import Attachment, Message, SupportRequest
from tests import factories, files
from tests.public.screen import Screen


@pytest.fixture
def asked(world, monkeypatch, settings):
    settings.COORG_FORMS_UNDO_SECONDS = 0
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", InMemoryStorage())
    request = factories.submit(world.page)
    return operations.move(
        user=world.moderator, request=request, move="ask", version=1, reason="Quelle rue?"
    )


def send(client, request, text="", **more):
    sent = {"answer": text, **more}
    return client.post(reverse("coorg_forms:answer", args=[request.token]), sent)


def look(client, request) -> Screen:
    return Screen(client.get(reverse("coorg_forms:sent", args=[request.token])))


def address(request, file) -> str:
    return reverse("coorg_forms:file", args=[request.token, file.public_id])


def is_missing(client, url) -> bool:
    """The site looks for it in the visitor's language first."""
    return client.get(url, follow=True).status_code == 404


def joined(user, request, use, **fields) -> Attachment:
    """A file that staff sent with a note or a reply."""
    request = SupportRequest.objects.get(pk=request.pk)
    able = {"user": user, "request": request}
    kept, _said = operations.keep_files(**able, use=use, uploads=[files.upload(f"{use}.pdf")])
    if use == "reply":
        operations.reply(**able, body="Voici", version=request.version, files=kept)
    else:
        operations.note(**able, body="Entre nous", files=kept)
    Attachment.objects.filter(pk=kept[0].pk).update(**fields)
    return Attachment.objects.get(pk=kept[0].pk)


def test_files_go_with_an_answer_and_can_be_read_again(client, asked):
    upload = {"form-file-answer": [files.upload("plan.pdf"), files.upload("rue.png", files.PNG)]}
    assert send(client, asked, "La rue Principale", **upload).status_code == 303

    message = Message.objects.get(kind="answer")
    assert {file.name for file in message.files.all()} == {"plan.pdf", "rue.png"}
    links = look(client, asked).soup.select(".coorg-message--mine .coorg-files a")
    answer = client.get(links[0]["href"])
    assert b"".join(answer.streaming_content) == files.PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]


def test_files_alone_are_an_answer_and_the_same_twice_is_one(client, asked):
    assert send(client, asked, **{"form-file-answer": files.upload("a.pdf")}).status_code == 303
    assert send(client, asked, "").status_code == 422
    assert Message.objects.filter(kind="answer").count() == 1


def test_a_good_file_is_kept_beside_a_bad_one(client, asked):
    upload = {"form-file-answer": [files.upload("a.pdf"), files.upload("b.pdf", files.HTML)]}
    answer = send(client, asked, "Ici", **upload)
    screen, kept = Screen(answer), Attachment.objects.get()

    assert answer.status_code == 422 and screen.soup.select_one(
        "#error-summary a[href='#id_files']"
    )
    assert screen.soup.select_one("textarea").get_text().strip() == "Ici"
    assert screen.soup.select_one(f'input[name=form-kept][value="{kept.public_id}"][checked]')
    assert is_missing(client, address(asked, kept))
    assert send(client, asked, "Ici", **{"form-kept": [kept.public_id, "x"]}).status_code == 303
    assert Message.objects.get(kind="answer").files.get() == kept


def test_the_file_of_a_reply_shows_and_that_of_a_note_does_not_exist(client, world, asked):
    sent = joined(world.moderator, asked, "reply")
    note = joined(world.moderator, asked, "note")
    assert [a["href"] for a in look(client, asked).soup.select(".coorg-files a")] == [
        address(asked, sent)
    ]
    assert client.get(address(asked, sent)).status_code == 200
    assert is_missing(client, address(asked, note))


def test_a_file_is_reached_by_its_own_page_only(client, world, asked):
    sent = joined(world.moderator, asked, "reply")
    other = factories.submit(world.page, factories.answers(title="Autre"))
    assert is_missing(client, address(other, sent))
    assert client.post(address(asked, sent)).status_code == 405
    SupportRequest.objects.filter(pk=asked.pk).update(quarantined_at=asked.received_at)
    assert is_missing(client, address(asked, sent))


@pytest.mark.parametrize("scan, said", [("waiting", "vérification"), ("infected", "virus")])
def test_a_held_file_is_named_and_cannot_be_opened(client, world, asked, scan, said):
    sent = joined(world.moderator, asked, "reply", scan=scan)
    shown = look(client, asked).soup.select_one(".coorg-files")
    assert "reply.pdf" in shown.get_text() and said in shown.get_text() and not shown.a
    assert is_missing(client, address(asked, sent))


def test_what_may_still_be_undone_is_not_shown(client, world, asked, settings):
    settings.COORG_FORMS_UNDO_SECONDS = 60
    sent = joined(world.moderator, asked, "reply")
    assert is_missing(client, address(asked, sent))


def test_nobody_is_asked_and_nothing_is_kept(client, world):
    request = factories.submit(world.page)
    send(client, request, "x", **{"form-file-answer": files.upload("a.pdf")})
    assert not Attachment.objects.exists()
