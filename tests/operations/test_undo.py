"""What one has just done is taken back whole, or not at all."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from coorg_forms import operations
from coorg_forms.delivery.sending import deliver_due
from coorg_forms.models import Message, OutboxMessage, Preference, SupportRequest, Told
from tests import factories

#: What an undo gives back.
KEPT = (
    "state", "outcome", "closed_at", "due_on", "assignee_id", "assignee_name", "territory_id",
    "service_id", "team_id", "other_territories", "quarantined_at", "suspicions",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _time_to_undo(settings):
    settings.COORG_FORMS_UNDO_SECONDS = 15
    with translation.override("en"):
        yield


@pytest.fixture
def received(world) -> SupportRequest:
    request = factories.submit(world.page)
    OutboxMessage.objects.update(status="sent", attempts=1, sent_at=timezone.now())
    return request


def fresh(request):
    return SupportRequest.objects.get(pk=request.pk)


def kept(request) -> dict:
    now = fresh(request)
    values = {name: getattr(now, name) for name in KEPT}
    return values | {"territories": set(now.territories.values_list("code", flat=True))}


def act(verb, request, user, **given):
    now = fresh(request)
    if verb not in ("take", "note"):
        given["version"] = now.version
    getattr(operations, verb)(user=user, request=now, **given)
    return operations.last_act(user=user, request=request)


def undo(request, user, event):
    return operations.undo(user=user, request=fresh(request), event=event)


def why_not(request, user, event):
    return str(operations.can_undo(user=user, request=fresh(request), event=event).why)


def test_every_act_is_taken_back_whole(world, received):
    manager = world.manager
    operations.take(user=manager, request=fresh(received))
    places = {"territory": world.pontiac, "service": world.organizing}
    for verb, given in (
        ("move", {"move": "review"}),
        ("move", {"move": "ask", "reason": "Combien?"}),
        ("move", {"move": "withdraw", "reason": "Au téléphone"}),
        ("unassign", {}),
        ("assign", {"assignee": world.organizer}),
        ("route", places),
        ("quarantine", {}),
        ("reply", {"body": "Bonjour"}),
        ("note", {"body": "Appelé"}),
    ):
        before = kept(received)
        event = act(verb, received, manager, **given)
        undo(received, manager, event)
        assert kept(received) == before, (verb, given)
        undone = received.events.last()
        assert (undone.action, undone.data) == ("undone", {"undone": event.pk})
        assert received.events.filter(pk=event.pk).exists()
        assert not received.outbox.filter(cause=event).exclude(status="cancelled").exists()


def test_the_side_door_too(world, received):
    act("quarantine", received, world.manager)
    for verb in ("close_as_spam", "release"):
        before = kept(received)
        undo(received, world.manager, act(verb, received, world.manager))
        assert kept(received) == before, verb


def test_take_is_given_back(world, received):
    undo(received, world.organizer, act("take", received, world.organizer))
    assert fresh(received).assignee is None and fresh(received).assignee_name == ""
    assert fresh(received).version == 3


def test_the_mail_waits_and_then_leaves_by_itself(world, received):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        act("reply", received, world.moderator, body="Bonjour")
        assert deliver_due() == {}
        clock.shift(14)
        assert deliver_due() == {}
        clock.shift(1)
        assert deliver_due() == {"sent": 1}


def test_the_person_chooses_the_time(world, received):
    Preference.objects.create(user=world.moderator, undo_seconds=60)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        event = act("reply", received, world.moderator, body="Bonjour")
        clock.shift(59)
        assert deliver_due() == {} and not why_not(received, world.moderator, event)
        clock.shift(1)
        assert deliver_due() == {"sent": 1}


def test_once_the_mail_has_left_one_is_told_what_to_do(world, received):
    event = act("reply", received, world.moderator, body="Bonjour")
    assert event.mails.update(status="leased", attempts=1) == 1
    with pytest.raises(operations.Forbidden, match="Write another one"):
        undo(received, world.moderator, event)
    assert Message.objects.get().withdrawn_at is None


def test_too_late_by_the_clock_though_the_mail_waits(world, received):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        event = act("move", received, world.moderator, move="review")
        clock.shift(15)
        assert "Too late" in why_not(received, world.moderator, event)


def test_what_nobody_outside_learns_may_be_undone_for_an_hour(world, received):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        event = act("take", received, world.organizer)
        clock.shift(timedelta(minutes=59))
        assert not why_not(received, world.organizer, event)
        clock.shift(timedelta(minutes=2))
        assert "give the request back" in why_not(received, world.organizer, event)


def test_nobody_undoes_what_another_did_or_built_upon(world, received):
    event = act("move", received, world.moderator, move="review")
    assert "Only whoever did it" in why_not(received, world.organizer, event)
    act("take", received, world.organizer)
    assert "has changed since" in why_not(received, world.moderator, event)


def test_once_is_enough(world, received):
    event = act("move", received, world.moderator, move="review")
    undo(received, world.moderator, event)
    assert "undone already" in why_not(received, world.moderator, event)
    undone = operations.last_act(user=world.moderator, request=received)
    assert "cannot be undone" in why_not(received, world.moderator, undone)


def test_a_note_is_undone_whatever_others_did(world, received):
    event = act("note", received, world.organizer, body="Appelé")
    act("move", received, world.moderator, move="review")
    message = undo(received, world.organizer, event)
    assert message.body == "Appelé" and Message.objects.get().withdrawn_at
    assert fresh(received).state == "review" and fresh(received).version == 2


def test_an_act_that_changed_more_than_is_known_stays(world, received):
    event = act("move", received, world.moderator, move="review")
    event.data["earlier"] = "x"
    assert "cannot be undone" in why_not(received, world.moderator, event)


def test_whoever_asked_learns_nothing_before_the_time(world, received):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        act("move", received, world.moderator, move="ask", reason="Combien?")
        act("reply", received, world.moderator, body="Bonjour")
        told = Told(fresh(received))
        assert told.request.state == "received" and told.request.due_on == received.due_on
        assert told.reason is None and not told.messages
        clock.shift(15)
        told = Told(fresh(received))
        assert told.request.state == "info_needed" and told.reason.body == "Combien?"
        assert [message.body for message in told.messages] == ["Combien?", "Bonjour"]


def test_what_was_undone_is_never_told(world, received):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        act("move", received, world.moderator, move="ask", reason="Combien?")
        clock.shift(20)
        event = act("reply", received, world.moderator, body="Oups")
        undo(received, world.moderator, event)
        clock.shift(20)
        told = Told(fresh(received))
        assert [message.body for message in told.messages] == ["Combien?"]
        assert told.reason.body == "Combien?"


def test_what_else_it_names_is_worked_out_anew(world, received):
    """Also after an act of an earlier version, which kept another column."""
    where = {"territory": world.pontiac, "service": world.organizing}
    event = act("route", received, world.manager, **where)
    kept_then = {name: event.before[name] for name in event.before if name != "other_territories"}
    event.before = kept_then | {"names_others": False}
    assert fresh(received).other_territories == f"|{world.gatineau.pk}|"
    undo(received, world.manager, event)
    assert fresh(received).territory == world.gatineau
    assert fresh(received).other_territories == ""
