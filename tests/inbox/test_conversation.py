"""Writing to the requester from the inbox: prepared words, and never by mistake."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coorg_forms.models import Contact, Message, ReplyTemplate
from tests import factories
from tests.inbox.conftest import fresh, move, post, url


def template(**fields) -> ReplyTemplate:
    return ReplyTemplate.objects.create(
        **{
            "name": "Accusé",
            "language": "fr",
            "body": "Bonjour [prénom],\nVotre demande [numéro].",
            **fields,
        }
    )


def page(client, request, query="") -> str:
    return client.get(f"{url('detail', request)}?{query}").content.decode()


def test_a_reply_shows_in_the_timeline_with_who_reads_it(moderator, support_request):
    answer = post(moderator, "reply", support_request, body="Bonjour à vous")
    assert answer.status_code == 302
    html = page(moderator, support_request)
    entry = html.split("coorg-entry--requester")[1].split("</li>")[0]
    assert "Bonjour à vous" in entry and "The requester reads this" in entry


def test_a_note_and_a_reply_look_and_sound_apart(moderator, support_request):
    html = page(moderator, support_request)
    note = html.split("coorg-write--internal")[1].split("coorg-write--requester")[0]
    reply = html.split("coorg-write--requester")[1]
    assert "Staff only" in note and "Add the note" in note
    assert "The requester reads this" in reply and "Send to the requester" in reply
    assert "The requester reads: Français." in reply


def test_without_email_the_person_is_told_so(moderator, support_request):
    Contact.objects.filter(request=support_request).update(email="")
    assert "No mail goes to them" in page(moderator, support_request)
    Contact.objects.filter(request=support_request).update(email="a@example.org", updates="none")
    assert "No mail goes to them" in page(moderator, support_request)


def test_words_typed_while_a_colleague_replied_are_kept(world, moderator, support_request):
    post(moderator, "reply", support_request, body="Premier")
    answer = post(moderator, "reply", support_request, version=1, body="Le mien")
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Le mien</textarea>" in html and "Premier" in html
    assert Message.objects.filter(kind="reply").count() == 1


def test_prepared_words_are_filled_in_and_can_be_changed(world, moderator, support_request):
    chosen = template()
    html = page(moderator, support_request)
    assert "Prepared words:" in html and f"template={chosen.pk}#coorg-reply" in html
    html = page(moderator, support_request, f"template={chosen.pk}")
    filled = f"Bonjour Éloïse,\nVotre demande {support_request.reference}."
    assert f"{filled}</textarea>" in html


def test_only_words_that_fit_are_offered(world, moderator, support_request):
    template(name="Anglais", language="en")
    template(name="Logement", service=world.housing)
    template(name="Retirée", active=False)
    template(name="Pour nous", service=world.organizing)
    html = page(moderator, support_request)
    assert "Pour nous" in html
    for other in ("Anglais", "Logement", "Retirée"):
        assert other not in html


def test_words_of_a_move_open_its_form(world, moderator, support_request):
    move(support_request, "review", world.moderator)
    chosen = template(name="Trop court", use="ask", body="Hélas, [numéro].")
    html = page(moderator, support_request, f"template={chosen.pk}")
    form = html.split('id="coorg-move-ask"')[1].split("</details>")[0]
    assert f"Hélas, {support_request.reference}.</textarea>" in form
    assert form.split(">")[0].endswith("open")


def test_a_placeholder_without_meaning_is_refused():
    words = ReplyTemplate(name="x", language="fr", body="[prenom] [numéro]")
    with pytest.raises(ValidationError, match="prenom"):
        words.full_clean()


def test_the_answer_of_the_requester_is_in_the_timeline(world, moderator, support_request, client):
    asked = move(support_request, "ask", world.moderator, reason="Quelle rue?")
    client.post(reverse("coorg_forms:answer", args=[asked.token]), {"answer": "La rue Principale"})
    assert fresh(asked).state == "review"
    html = page(moderator, asked)
    entry = html.split("The requester answered")[1].split("</li>")[0]
    assert "La rue Principale" in entry and "The requester" in entry


def test_a_role_without_the_words_sees_why(world, sign_in, support_request):
    html = page(sign_in(world.person("auditor")), support_request)
    assert "Your role does not allow this." in html.split("coorg-write--requester")[1]


def test_nothing_of_the_conversation_in_another_request(world, moderator, support_request):
    other = factories.submit(world.page)
    post(moderator, "reply", support_request, body="Secret")
    assert "Secret" not in page(moderator, other)
