"""Signs of a robot: they lead to a question or to quarantine, never to a refusal."""

import time
import uuid

import pytest

from coorg_forms.models import SupportRequest
from coorg_forms.public.tokens import FormToken, new_token
from tests.factories import block
from tests.public.forms import ENOUGH, LINKS
from tests.public.screen import Visitor


@pytest.fixture
def form(form):
    """Never a question: what is suspicious shows in quarantine."""
    type(form).objects.filter(pk=form.pk).update(captcha="never")
    form.captcha = "never"
    return form


def reasons() -> list[str]:
    """Why the request that was just received is in quarantine."""
    request = SupportRequest.objects.latest("pk")
    assert bool(request.quarantined_at) == bool(request.suspicions)
    return request.suspicions


def token(form, age=0, **fields) -> dict:
    shown = int(time.time() - age)
    made = FormToken(form.form_key.hex, 1, uuid.uuid4().hex, shown)
    return {"form-token": FormToken(**{**made.__dict__, **fields}).written()}


def test_ordinary_post_is_not_suspicious(visitor):
    visitor.send(ENOUGH)
    assert reasons() == []


def test_trap_that_is_filled_in(visitor):
    assert visitor.send(ENOUGH, **{"form-website": "http://spam.example"}).status == 303
    assert reasons() == ["honeypot"]


def test_no_token(visitor):
    assert visitor.send(ENOUGH, **{"form-token": ""}).status == 303
    assert reasons() == ["no_token"]


def test_forged_token(visitor):
    forged = visitor.look().token[:-3] + "abc"
    visitor.send(ENOUGH, **{"form-token": forged})
    assert reasons() == ["no_token"]


def test_token_of_another_form(visitor, client, world):
    foreign = Visitor(client, world.form([block("text", label="x", key="x")])).look().token
    visitor.send(ENOUGH, **{"form-token": foreign})
    assert reasons() == ["no_token"]


def test_too_fast(visitor, settings):
    settings.COORG_FORMS_FORM_MIN_SECONDS = 4
    visitor.send(ENOUGH)
    assert reasons() == ["too_fast"]


def test_future(visitor, form):
    visitor.send(ENOUGH, **token(form, age=-3600))
    assert reasons() == ["too_fast"]


def test_twenty_hours_later_is_fine(visitor, form):
    visitor.send(ENOUGH, **token(form, age=21 * 3600))
    assert reasons() == []


def test_too_old(visitor, form):
    visitor.send(ENOUGH, **token(form, age=37 * 3600))
    assert reasons() == ["too_old"]


def test_version_that_never_was(visitor, form):
    assert visitor.send(ENOUGH, **token(form, version=99)).status == 303
    assert SupportRequest.objects.get().form_version.number == 1


def test_too_many_posts_from_one_address(visitor, settings):
    settings.COORG_FORMS_RATE_LIMIT = (2, 3600)
    found = []
    for _number in range(3):
        visitor.send(ENOUGH)
        found.append(reasons())
    assert found == [[], [], ["rate"]]


def test_rate_is_counted_by_address(visitor, client, settings):
    settings.COORG_FORMS_RATE_LIMIT = (1, 3600)
    settings.COORG_FORMS_CLIENT_ADDRESS_HEADER = "HTTP_X_REAL_IP"
    for address in ("192.0.2.1", "192.0.2.2"):
        client.defaults["HTTP_X_REAL_IP"] = address
        visitor.send(ENOUGH)
        assert reasons() == []


def test_replayed_posts_do_not_count(visitor, settings):
    settings.COORG_FORMS_RATE_LIMIT = (2, 3600)
    screen = visitor.look()
    for _number in range(5):
        visitor.send(ENOUGH, screen)
    visitor.send(ENOUGH)
    assert reasons() == []


def test_errors_do_not_count(visitor, settings):
    settings.COORG_FORMS_RATE_LIMIT = (1, 3600)
    for _number in range(3):
        visitor.send({})
    visitor.send(ENOUGH)
    assert reasons() == []


def test_many_links(visitor):
    visitor.send({**ENOUGH, **LINKS})
    assert reasons() == ["links"]


def test_a_few_links_are_fine(visitor):
    visitor.send({**ENOUGH, "text": "https://www.a.ca et https://www.b.ca et https://www.c.ca"})
    assert reasons() == []


def test_several_signs(visitor, form):
    visitor.send({**ENOUGH, **LINKS}, **{"form-website": "x", **token(form, age=37 * 3600)})
    assert set(reasons()) == {"honeypot", "too_old", "links"}


def test_quarantined_request_looks_like_any_other(visitor, client):
    ordinary = client.get(visitor.send(ENOUGH).response["Location"])
    doubted = client.get(visitor.send({**ENOUGH, **LINKS}).response["Location"])
    assert doubted.status_code == ordinary.status_code == 200
    assert SupportRequest.objects.latest("pk").reference in doubted.content.decode()
    assert "quarant" not in doubted.content.decode().lower()


def test_quarantine_acknowledges_and_tells_no_team(visitor, world):
    world.here.email = "equipe@example.org"
    world.here.save()
    visitor.send({**ENOUGH, **LINKS})
    assert not SupportRequest.objects.get().outbox.filter(kind="notice").exists()


def test_tokens_hold_nothing_of_the_person(visitor, form):
    from django.core import signing

    held = signing.loads(visitor.look().token, salt="coorg_forms.form")
    assert set(held) == set(new_token(form.form_key, 1).__dict__)
