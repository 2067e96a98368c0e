"""A valid post: one request, a confirmation that lasts, and nothing that was not asked."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coorg_forms.models import Contact, OutboxMessage, RequestEvent, SupportRequest
from coorg_forms.public.sending import SENT_COOKIE
from coorg_forms.public.tokens import read_token
from tests.factories import block
from tests.public.forms import ENOUGH, RIGHT
from tests.public.screen import Screen, Visitor


def stored() -> SupportRequest:
    return SupportRequest.objects.get()


def test_valid_post_is_received(visitor, client):
    sent = visitor.send(RIGHT)
    assert sent.status == 303
    assert "no-store" in sent.response["Cache-Control"]
    confirmation = Screen(client.get(sent.response["Location"]))
    assert confirmation.status == 200
    assert stored().reference in confirmation.text


def test_answers_are_stored_by_key(visitor):
    visitor.send(RIGHT)
    answers = stored().all_answers()
    assert answers["text"] == "École « L’Étincelle » <b>"
    assert answers["long_text"] == 'Ligne 1\nLigne 2 & "fin"'
    assert answers["radio"] == {"choice": "other", "text": "œuvre"}
    assert answers["boxes"] == {"choices": ["a", "other"], "text": "autre chose"}
    assert answers["date"] == "2031-08-01"
    assert answers["number"] == 12
    assert answers["phone"] == {"number": "+18195550123", "extension": "45"}
    assert answers["territory"] == ["gatineau", "pontiac"]
    assert answers["declaration"] == ["yes"] or answers["declaration"] == "yes"


def test_confirmation_survives_reload(visitor, client):
    address = visitor.send(ENOUGH).response["Location"]
    pages = [client.get(address).content for _ in range(3)]
    assert pages[0] == pages[1] == pages[2]
    assert SupportRequest.objects.count() == 1


def test_addresses_reveal_no_number(visitor):
    address = visitor.send(ENOUGH).response["Location"]
    request = stored()
    token = address.strip("/").rpartition("/")[2]
    assert token == request.token
    assert len(token) >= 27
    assert request.reference not in address
    assert str(request.public_id) not in address


def test_replayed_post_is_the_same_request(visitor):
    screen = visitor.look()
    addresses = {visitor.send(RIGHT, screen).response["Location"] for _ in range(3)}
    assert len(addresses) == 1
    assert stored().outbox.filter(kind="notice").count() <= 2


def test_same_form_with_other_answers_is_another_request(visitor):
    screen = visitor.look()
    visitor.send(ENOUGH, screen)
    visitor.send({**ENOUGH, "text": "autre"}, screen)
    first, second = SupportRequest.objects.order_by("pk")
    assert second.events.get(action="received").data["earlier"] == first.reference


def test_same_answers_of_two_people_are_two_requests(visitor):
    visitor.send(ENOUGH)
    visitor.send(ENOUGH)
    assert SupportRequest.objects.count() == 2


def test_going_back_and_sending_again_is_the_same_request(visitor):
    """Going back asks the server for the form again, and the browser puts the answers back."""
    first = visitor.send(ENOUGH)
    second = visitor.send(ENOUGH, visitor.look_again())
    assert second.response["Location"] == first.response["Location"]
    assert SupportRequest.objects.count() == 1


def test_going_back_and_sending_something_else_is_another_request(visitor):
    visitor.send(ENOUGH)
    visitor.send({**ENOUGH, "text": "autre chose"}, visitor.look_again())
    first, second = SupportRequest.objects.order_by("pk")
    assert second.events.get().data["earlier"] == first.reference


def test_what_the_browser_remembers_is_of_no_use_elsewhere(visitor, client, world):
    sent = visitor.send(ENOUGH).response.cookies[SENT_COOKIE]
    assert sent["httponly"] and sent["samesite"] == "Lax"
    assert 0 < sent["max-age"] <= 3600
    other = Visitor(client, world.form([block("text", key="q", label="Question")]))
    token = read_token(other.look_again().token, stored().form_key)
    assert token is None
    client.cookies[SENT_COOKIE] = "forged"
    assert visitor.look_again().status == 200


def test_undeclared_fields_and_files_are_ignored(client, form, visitor, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    body = {
        **visitor.look().hidden,
        **{name: values[0] for name, values in ENOUGH.items()},
        "undeclared": "x",
        "state": "closed",
        "form_version": "1",
        "text": SimpleUploadedFile("a.html", b"<script>"),
        "attachment": SimpleUploadedFile("b.svg", b"<svg>"),
    }
    assert client.post(form.url, body).status_code == 303
    assert set(stored().all_answers()) == {"declaration", "territory"}
    assert stored().state == "received"
    assert not list(tmp_path.iterdir())


def test_answers_to_hidden_questions_are_not_stored(client, world):
    form = world.form(
        [
            block("yes_no", key="known", label="Connu?"),
            block("long_text", key="who", label="Qui?", show_if=[("known", "is", "yes")]),
            block("radio", key="other", label="Autre?", options=[("a", "A"), ("x", "X", True)]),
        ]
    )
    Visitor(client, form).send(
        {"known": "no", "who": "secret", "other": "a", "other-text": "secret"}
    )
    request = stored()
    assert request.answers == {"known": "no", "other": {"choice": "a", "text": ""}}
    assert "secret" not in f"{request.search_text} {request.excerpt} {request.contact.answers}"


def test_forged_options_are_no_answer(visitor):
    visitor.send({**ENOUGH, "radio": "'; DROP TABLE", "boxes": ["a", "zzz"], "service": "rcoc"})
    answers = stored().answers
    assert "radio" not in answers
    assert "service" not in answers
    assert answers["boxes"]["choices"] == ["a"]


@pytest.mark.parametrize(
    "nasty", ["\x00", "a\x00b", "\ud83d", "%", "{{ 1 }}", "[prénom]", "🙂" * 20]
)
def test_any_text_can_be_sent(visitor, nasty):
    nasty = nasty.encode("utf-8", "replace").decode()
    assert visitor.send({**ENOUGH, "text": nasty, "boxes": nasty, "date-day": ""}).status == 303


def test_names_of_our_own_fields_can_hold_anything(visitor):
    screen = visitor.send(
        ENOUGH, **{"form-captcha-key": "\x00", "form-captcha-answer": "\x00" * 99}
    )
    assert screen.status == 303


def test_same_queries_whatever_the_number_of_questions(client, world):
    def queries(number):
        form = world.form(
            [block("text", key=f"q{index}", label=f"Q {index}") for index in range(number)]
        )
        visitor = Visitor(client, form)
        visitor.send({f"q{index}": "x" for index in range(number)})
        screen = visitor.look()
        with CaptureQueriesContext(connection) as captured:
            sent = visitor.send({f"q{index}": "y" for index in range(number)}, screen)
        assert sent.status == 303
        return len(captured)

    assert queries(5) == queries(50)


def test_mail_server_that_is_down_fails_nothing(visitor, no_mail_server):
    sent = visitor.send({**ENOUGH, "email": "a@example.org"})
    assert sent.status == 303
    assert stored().outbox.exists()


@pytest.fixture
def no_mail_server(settings):
    """Nobody answers for the mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


@pytest.fixture
def broken(monkeypatch):
    """A database that fails in the middle of what is written."""

    def fail(request, **kwargs):
        raise DatabaseError(f"Failing row contains ({request.contact.name}).")

    monkeypatch.setattr("coorg_forms.delivery.outbox.post_to_requester", fail)


def test_failure_of_the_database_is_told_and_keeps_what_was_typed(visitor, broken):
    screen = visitor.send(RIGHT)
    assert screen.status == 503
    assert screen.soup.select_one("#error-summary h2")
    assert screen.typed == RIGHT


def test_failure_of_the_database_leaves_nothing_half_written(visitor, broken):
    visitor.send(RIGHT)
    for model in (SupportRequest, Contact, RequestEvent, OutboxMessage):
        assert not model.objects.exists()


def test_failure_of_the_database_writes_no_personal_data_in_the_log(visitor, broken, caplog):
    visitor.send(RIGHT)
    assert "DatabaseError" in caplog.text
    assert "Éloïse" not in caplog.text


def test_sent_again_after_a_failure(visitor, broken, monkeypatch):
    screen = visitor.look()
    failed = visitor.send(RIGHT, screen)
    monkeypatch.undo()
    assert visitor.send(RIGHT, failed).status == 303
    assert visitor.send(RIGHT, screen).status == 303
    assert stored().reference.endswith("-00001")


def test_form_that_was_never_published_through_wagtail_works(client, world):
    form = world.form([block("text", key="q", label="Question")], publish=False)
    type(form).objects.filter(pk=form.pk).update(live=True)
    form.refresh_from_db()
    screen = Visitor(client, form).look()
    assert screen.status == 200
    assert Visitor(client, form).send({"q": "réponse"}, screen).status == 303
    assert stored().answers == {"q": "réponse"}
    assert stored().form_version.number == 1


@pytest.fixture
def strict():
    """A browser whose cookie is checked."""
    return Client(enforce_csrf_checks=True)


def test_post_with_the_cookie_is_received(form, strict):
    assert Visitor(strict, form).send(RIGHT).status == 303


def test_post_without_the_cookie_keeps_everything_typed(form, strict):
    screen = Visitor(strict, form).look()
    strict.cookies.clear()
    refused = Visitor(strict, form).send(RIGHT, screen)
    assert refused.status == 403
    assert refused.typed == RIGHT
    assert "no-store" in refused.response["Cache-Control"]
    assert not SupportRequest.objects.exists()
    assert Visitor(strict, form).send(RIGHT, refused).status == 303


def test_post_without_the_cookie_to_a_form_that_is_not_live(form, strict):
    form.unpublish()
    refused = strict.post(form.url, {"declaration": "yes"})
    assert refused.status_code == 403
    assert b"request-form" not in refused.content


def test_submission_id_comes_from_the_token(visitor):
    screen = visitor.look()
    visitor.send(ENOUGH, screen)
    assert isinstance(stored().submission_id, uuid.UUID)
    token = read_token(screen.token, stored().form_key)
    assert stored().submission_id == token.submission_id
