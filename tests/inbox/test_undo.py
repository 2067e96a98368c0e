"""Undo from the inbox: offered after the act, by a form, to whoever did it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Message, OutboxMessage, Preference
from tests import factories
from tests.inbox.conftest import fresh, post, url

LIST = "/admin/requests/view/triage/"


@pytest.fixture(autouse=True)
def _time_to_undo(settings):
    settings.COORG_FORMS_UNDO_SECONDS = 15


def after(client, answer) -> str:
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return client.get(answer.url).content.decode()


def offered(html) -> list[str]:
    return re.findall(r'name="event" value="(\d+)"', html)


def test_a_reply_comes_back_into_its_form(world, moderator, support_request):
    html = after(moderator, post(moderator, "reply", support_request, body="Bonjour <vous>"))
    assert "is on its way" in html and "You can undo for 15 seconds." in html
    answer = post(moderator, "undo", support_request, event=offered(html))
    assert answer.url.endswith("#coorg-reply")
    html = after(moderator, answer)
    assert "Bonjour &lt;vous&gt;</textarea>" in html
    assert "What you wrote is back in its form." in html
    entry = html.split("coorg-entry--undone")[1].split("</li>")[0]
    assert "Bonjour" not in entry and "undone" in entry
    assert "Undid: Wrote to the requester" in html
    assert support_request.outbox.get(kind="reply").status == "cancelled"


def test_the_reason_of_a_move_comes_back_into_the_form_of_that_move(moderator, support_request):
    html = after(moderator, post(moderator, "move", support_request, "ask", reason="Combien?"))
    html = after(moderator, post(moderator, "undo", support_request, event=offered(html)))
    form = html.split('id="coorg-move-ask"')[1].split("</details>")[0]
    assert "Combien?</textarea>" in form and form.split(">")[0].endswith("open")
    assert fresh(support_request).state == "received"


def test_a_draft_is_its_authors(world, sign_in, moderator, support_request):
    html = after(moderator, post(moderator, "note", support_request, body="Secret"))
    post(moderator, "undo", support_request, event=offered(html))
    query = {"draft": Message.objects.get().pk}
    mine = moderator.get(url("detail", support_request), query).content.decode()
    theirs = sign_in(world.organizer).get(url("detail", support_request), query).content.decode()
    assert "Secret</textarea>" in mine and "Secret" not in theirs
    for strange in ("x", "²", "9" * 30, "-1"):
        assert moderator.get(url("detail", support_request), {"draft": strange}).status_code == 200


def test_too_late_says_why_and_what_to_do(moderator, support_request):
    html = after(moderator, post(moderator, "reply", support_request, body="Bonjour"))
    OutboxMessage.objects.filter(kind="reply").update(status="sent", attempts=1)
    answer = post(moderator, "undo", support_request, event=offered(html))
    assert answer.status_code == 422
    assert "Write another one to correct it." in answer.content.decode()


def test_after_a_colleague_built_upon_it(world, moderator, support_request):
    html = after(moderator, post(moderator, "move", support_request, "review"))
    seen = fresh(support_request).version
    operations.take(user=world.organizer, request=fresh(support_request))
    answer = post(moderator, "undo", support_request, event=offered(html), version=seen)
    assert answer.status_code == 409
    assert "Took the request" in answer.content.decode()
    assert fresh(support_request).state == "review"


def test_whoever_routed_it_away_takes_it_back(world, sign_in):
    request = factories.submit(world.page, factories.answers(territory=["unsure"]))
    intake = sign_in(world.intake)
    places = {"territory": world.pontiac.pk, "service": world.organizing.pk}
    html = after(intake, post(intake, "route", request, next=LIST, **places))
    assert intake.get(url("detail", request)).status_code == 404
    event = offered(html)
    assert post(sign_in(world.moderator), "undo", request, event=event).status_code == 404
    html = after(intake, post(intake, "undo", request, event=event, next=LIST))
    assert f"Undone: {request.reference}" in html
    assert fresh(request).is_unrouted and not fresh(request).territories.exists()
    assert post(intake, "undo", request, event=event).status_code == 422


@pytest.mark.parametrize("event", ["", "x", "²", "9" * 30, "1"])
def test_what_is_not_ones_own_is_not_found(world, moderator, support_request, event):
    operations.take(user=world.organizer, request=support_request)
    assert post(moderator, "undo", support_request, event=event).status_code == 422
    assert fresh(support_request).assignee == world.organizer


def test_undo_all(world, moderator):
    three = [factories.submit(world.page) for _number in range(3)]
    items = [f"{request.reference}:1" for request in three]
    data = {"act": "move-review", "item": items, "next": LIST}
    html = moderator.post(reverse("coorg_requests:bulk_run"), data).content.decode()
    assert "Undo all 3" in html and len(offered(html)) == 3
    operations.take(user=world.organizer, request=fresh(three[1]))
    data = {"event": offered(html), "next": LIST}
    html = after(moderator, moderator.post(reverse("coorg_requests:bulk_undo"), data))
    assert "2 requests as before." in html
    assert f"{three[1].reference}: The request has changed since" in html
    assert [fresh(one).state for one in three] == ["received", "review", "received"]


def test_only_ones_own_are_undone_together(world, sign_in, moderator, support_request):
    post(moderator, "take", support_request)
    event = operations.last_act(user=world.moderator, request=support_request)
    address, data = reverse("coorg_requests:bulk_undo"), {"event": [event.pk, "x"], "next": LIST}
    manager = sign_in(world.manager)
    html = after(manager, manager.post(address, data))
    assert fresh(support_request).assignee == world.moderator and "0 requests" in html
    assert sign_in(world.person("editor")).post(address, data).status_code == 302
    assert fresh(support_request).assignee == world.moderator
    assert moderator.get(address).status_code == 405


def test_whoever_asked_sees_it_only_when_it_is_told(world, moderator, support_request, client):
    page = reverse("coorg_forms:sent", args=[support_request.token])
    post(moderator, "move", support_request, "ask", reason="Combien êtes-vous?")
    assert "Combien" not in client.get(page).content.decode()
    assert 'name="answer"' not in client.get(page).content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=16)):
        html = client.get(page).content.decode()
        assert "Combien êtes-vous?" in html and 'name="answer"' in html


def test_the_time_and_the_split_view_are_preferences(world, moderator, support_request):
    for name, value in (("undo_seconds", "60"), ("split", "False"), ("undo_seconds", "7")):
        moderator.post(reverse("coorg_requests:prefer"), {name: value, "next": LIST})
    kept = Preference.objects.get(user=world.moderator)
    assert (kept.undo_seconds, kept.split, kept.after_act) == (60, False, "stay")
    assert "coorg-split__pane" not in moderator.get(LIST).content.decode()
