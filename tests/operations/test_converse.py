"""Replies to the requester and what they answer."""

import pytest

from coorg_forms import operations
from coorg_forms.models import Contact, Message, SupportRequest
from coorg_forms.operations.errors import Forbidden, StaleRequest
from tests import factories


@pytest.fixture
def received(world):
    return factories.submit(world.page)


@pytest.fixture
def asked(world, received):
    """A request whose requester was asked something by the moderator, who looks after it."""
    operations.take(user=world.moderator, request=received)
    received.refresh_from_db()
    return operations.move(
        user=world.moderator, request=received, move="ask", version=received.version, reason="Qui?"
    )


def current(request) -> SupportRequest:
    return SupportRequest.objects.get(pk=request.pk)


def kinds(request) -> list[str]:
    return list(request.outbox.order_by("pk").values_list("kind", flat=True))


def test_a_reply_is_for_the_requester_and_a_mail_says_so(world, received):
    message = operations.reply(
        user=world.moderator, request=received, body=" Bonjour ", version=received.version
    )
    assert (message.kind, message.audience, message.body) == ("reply", "requester", "Bonjour")
    assert received.events.last().data == {"message": message.pk}
    assert kinds(received)[-1] == "reply"
    assert current(received).version == 2


def test_a_reply_without_email_is_kept_and_no_mail_leaves(world, received):
    Contact.objects.filter(request=received).update(email="")
    request = current(received)
    operations.reply(user=world.moderator, request=request, body="Bonjour", version=1)
    assert "reply" not in kinds(received)
    assert Message.objects.filter(kind="reply").exists()


def test_who_writes_while_a_colleague_does_is_told(world, received):
    operations.reply(user=world.moderator, request=current(received), body="Un", version=1)
    with pytest.raises(StaleRequest):
        operations.reply(user=world.organizer, request=current(received), body="Deux", version=1)
    assert Message.objects.filter(kind="reply").count() == 1


def test_nothing_is_sent_from_quarantine_nor_without_words(world, received):
    with pytest.raises(Forbidden):
        operations.reply(user=world.moderator, request=received, body="  ", version=1)
    operations.quarantine(user=world.moderator, request=received, version=1)
    with pytest.raises(Forbidden):
        operations.reply(user=world.moderator, request=current(received), body="x", version=2)


def test_an_answer_resumes_the_review_and_tells_whoever_looks_after_it(world, asked):
    message = operations.answer(request=asked, body="La rue Principale")
    request = current(asked)
    assert request.state == "review" and request.due_on is not None
    assert (message.kind, message.audience, message.author) == ("answer", "requester", None)
    event = request.events.last()
    assert (event.action, event.actor, event.from_state) == ("answered", None, "info_needed")
    mail = request.outbox.last()
    assert (mail.kind, mail.user) == ("answered", world.moderator)


def test_the_same_answer_twice_is_one(asked):
    first = operations.answer(request=asked, body="Oui")
    assert operations.answer(request=asked, body=" Oui ") == first
    assert kinds(asked).count("answered") == 1


@pytest.mark.parametrize("body", ["", "  \n"])
def test_an_empty_answer_is_refused(asked, body):
    with pytest.raises(Forbidden):
        operations.answer(request=asked, body=body)


def test_no_answer_when_nothing_is_asked(world, received, asked):
    operations.quarantine(user=world.moderator, request=asked, version=asked.version)
    with pytest.raises(Forbidden):
        operations.answer(request=asked, body="Oui")
    other = factories.submit(world.page)
    with pytest.raises(Forbidden):
        operations.answer(request=other, body="Oui")


def test_an_answer_while_staff_write_does_not_get_lost(world, asked):
    operations.note(user=world.moderator, request=asked, body="Rappeler")
    operations.unassign(user=world.moderator, request=asked, version=asked.version)
    old = SupportRequest(pk=asked.pk, version=1, state="info_needed")
    operations.answer(request=old, body="Oui")
    assert current(asked).state == "review"


def test_a_very_long_answer_is_cut(asked):
    message = operations.answer(request=asked, body="é" * 6000)
    assert len(message.body) == 5000
