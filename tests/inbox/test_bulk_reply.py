"""The same prepared words to several requesters: nothing leaves unseen, nor half filled in."""

import pytest
from django.urls import reverse

from coorg_forms.models import Contact, Message, ReplyTemplate, SupportRequest
from tests import factories

LIST = "/admin/requests/view/triage/"


@pytest.fixture(autouse=True)
def _time_to_undo(settings):
    settings.COORG_FORMS_UNDO_SECONDS = 15


@pytest.fixture
def words(world) -> ReplyTemplate:
    return ReplyTemplate.objects.create(
        name="Fermeture", language="fr", body="Bonjour [prénom], demande [numéro]."
    )


def several(world, number=3) -> list[SupportRequest]:
    return [
        factories.submit(world.page, factories.answers(title=f"Jardin {one}"))
        for one in range(number)
    ]


def post(client, requests, name="bulk_reply", **more):
    items = [f"{one.reference}:{one.version}" for one in requests]
    return client.post(reverse(f"coorg_requests:{name}"), {"next": LIST, "item": items, **more})


def confirm(client, requests):
    ticked = {"act": "reply", "reference": [one.reference for one in requests], "next": LIST}
    return client.post(reverse("coorg_requests:bulk"), ticked).content.decode()


def test_the_words_are_shown_before_anything_leaves(world, moderator, words):
    requests = several(world)
    html = confirm(moderator, requests)
    assert "Words for those who read: Français" in html and ">Fermeture</option>" in html
    assert 'name="send"' not in html

    html = post(moderator, requests, **{"words-fr": words.pk}).content.decode()
    assert f"Bonjour Éloïse, demande {requests[0].reference}." in html
    assert "Send to 3 requesters" in html and "type their number" not in html
    assert not Message.objects.exists()


def test_each_gets_its_own_and_all_can_be_undone(world, moderator, words):
    requests = several(world)
    answer = post(moderator, requests, **{"words-fr": words.pk}, send="1")
    html = answer.content.decode()
    assert "3 requests done." in html and "Undo all 3" in html
    for one in requests:
        assert one.messages.get().body == f"Bonjour Éloïse, demande {one.reference}."
        assert one.outbox.filter(kind="reply").count() == 1

    events = [one.events.last().pk for one in requests]
    moderator.post(reverse("coorg_requests:bulk_undo"), {"event": events, "next": LIST})
    assert Message.objects.filter(withdrawn_at=None).count() == 0
    assert all(one.outbox.get(kind="reply").status == "cancelled" for one in requests)


def test_each_reads_its_own_language(world, moderator, words):
    french = several(world, 2)
    SupportRequest.objects.filter(pk=french[1].pk).update(language="en")
    english = ReplyTemplate.objects.create(name="Closing", language="en", body="Hello [number]")
    chosen = {"words-fr": words.pk, "words-en": english.pk}
    assert "Words for those who read: English" in confirm(moderator, french)
    post(moderator, french, **chosen, send="1")
    assert french[1].messages.get().body == f"Hello {french[1].reference}"
    assert french[0].messages.get().body.startswith("Bonjour")


def test_who_gets_nothing_is_told_why(world, moderator, words):
    fine, silent, nameless, other = several(world, 4)
    Contact.objects.filter(request=silent).update(email="")
    Contact.objects.filter(request=nameless).update(given_name="")
    SupportRequest.objects.filter(pk=other.pk).update(language="en")
    requests = [fine, silent, nameless, other]
    html = post(moderator, requests, **{"words-fr": words.pk}).content.decode()
    assert "Send to 1 requester<" in html
    for why in ("They left no email", "Nothing stands for [prénom] here.", "No words were chosen"):
        assert why in html
    html = post(moderator, requests, **{"words-fr": words.pk}, send="1").content.decode()
    assert "1 request done." in html and "3 requests left as they were." in html
    assert Message.objects.get().request == fine


def test_words_of_another_service_do_not_leave(world, moderator, words):
    ReplyTemplate.objects.update(service=world.housing)
    html = post(moderator, several(world, 1), **{"words-fr": words.pk}, send="1").content.decode()
    assert "These words are for another service." in html and not Message.objects.exists()


def test_many_recipients_ask_for_a_second_look(world, moderator, words):
    requests = several(world, 6)
    chosen = {"words-fr": words.pk}
    assert "type their number" in post(moderator, requests, **chosen).content.decode()
    for number in ("", "5", "6 "):
        answer = post(moderator, requests, **chosen, send="1", number=number)
        assert answer.status_code == (200 if number == "6 " else 422)
    assert Message.objects.count() == 6


def test_what_changed_meanwhile_is_left(world, moderator, words):
    requests = several(world, 2)
    SupportRequest.objects.filter(pk=requests[0].pk).update(version=2)
    html = post(moderator, requests, **{"words-fr": words.pk}, send="1").content.decode()
    assert "1 request done." in html and "Someone changed this request" in html


def test_out_of_reach_is_not_found(world, moderator, words):
    theirs = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    html = post(moderator, [theirs], **{"words-fr": words.pk}, send="1").content.decode()
    assert theirs.reference not in html and not Message.objects.exists()


def test_it_is_not_done_without_a_look(world, moderator, words):
    (one,) = several(world, 1)
    post(moderator, [one], name="bulk_run", act="reply")
    assert not Message.objects.exists()
    assert post(moderator, [one], send="1").status_code == 422
