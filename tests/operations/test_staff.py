"""What staff do: allowed, refused, stale; with event, message and mail."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth import get_user_model

from coorg_forms import operations, signals
from coorg_forms.models import Message, SupportRequest
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.roles import ROLES
from coorg_forms.triage.states import ENDED, STATES
from tests.factories import also_names, answers, evaluate, submit


@pytest.fixture
def received(world):
    return submit(world.page)


def fresh(request):
    return SupportRequest.objects.get(pk=request.pk)


def put(request, state, **fields):
    """Put a request in a state without the operations: the start of a test, not its subject."""
    from django.utils import timezone

    known = STATES[state]
    fields = {
        "state": state,
        "outcome": known.outcome,
        "closed_at": timezone.now() if known.ended else None,
        **fields,
    }
    SupportRequest.objects.filter(pk=request.pk).update(**fields)
    return fresh(request)


def reason_for(move):
    return "Parce que." if MOVES[move].reason else ""


def unchanged(request):
    now = fresh(request)
    return (
        now.version == request.version
        and now.events.count() == request.events.count()
        and now.state == request.state
    )


# Moves --------------------------------------------------------------------------------------


def test_every_state_and_move(world, received):
    """State × move × role, on an evaluated request of one's own that someone looks after."""
    people = {role: world.person(role) for role in ROLES}
    evaluate(received, people["organizer"], people["intake"])
    for state in STATES:
        request = put(received, state, assignee=people["organizer"])
        for role, person in people.items():
            for code, move in MOVES.items():
                allowed = state in move.sources and move.capability in ROLES[role].capabilities
                verdict = operations.can_move(user=person, request=request, move=code)
                assert bool(verdict) is allowed, (role, state, code, verdict.why)
                assert allowed or verdict.why


@pytest.mark.parametrize("code", [code for code, move in MOVES.items() if not move.decides])
def test_move(world, received, code):
    move, person = MOVES[code], world.moderator
    request = put(received, move.sources[0], assignee=person)
    target = STATES[move.target]

    operations.move(
        user=person, request=request, move=code, version=1, reason=f" {reason_for(code)} "
    )

    request = fresh(request)
    assert (request.state, request.outcome, request.version) == (target.code, target.outcome, 2)
    assert request.is_open is not target.ended
    event = request.events.get(action="moved")
    assert (event.from_state, event.to_state) == (move.sources[0], target.code)
    assert (event.actor, event.version) == (person, 2)
    assert event.actor_name == person.get_full_name()
    message = Message.objects.filter(request=request).first()
    if move.reason:
        assert event.data == {"move": code, "message": message.pk}
        assert message.body == "Parce que." and message.kind == "reason"
        assert message.audience == ("requester" if move.reason == "public" else "internal")
    else:
        assert event.data == {"move": code} and message is None
    assert request.outbox.filter(kind="update").count() == (1 if move.tells_requester else 0)


@pytest.mark.parametrize(
    "code", [code for code, move in MOVES.items() if move.reason and not move.decides]
)
@pytest.mark.parametrize("reason", ["", " \n\u00a0"])
def test_a_reason_is_required(world, received, code, reason):
    request = put(received, MOVES[code].sources[0], assignee=world.moderator)

    with pytest.raises(operations.Forbidden, match=r"reason|motif"):
        operations.move(user=world.moderator, request=request, move=code, version=1, reason=reason)
    assert unchanged(request) and not request.messages.exists()


def test_support_begins_when_someone_has_it(world, received):
    request = put(received, "accepted")

    assert not operations.can_move(user=world.moderator, request=request, move="begin")
    request = put(received, "accepted", assignee=world.organizer)
    assert operations.can_move(user=world.moderator, request=request, move="begin")


def test_promises_follow_the_state(world):
    with time_machine.travel("2026-03-02 15:00-05:00"):
        request = submit(world.page)
        assert request.due_on == date(2026, 3, 9)
    operations.move(user=world.moderator, request=request, move="review", version=1)
    assert fresh(request).due_on == date(2026, 3, 30)
    operations.move(user=world.moderator, request=request, move="ask", version=2, reason="Combien?")
    assert fresh(request).due_on is None


def test_a_reopened_request_gets_a_new_promise_from_today(world):
    with time_machine.travel("2026-03-02 15:00-05:00"):
        request = put(submit(world.page), "declined", outcome="declined")
    with time_machine.travel("2026-09-08 15:00-04:00"):
        operations.move(
            user=world.manager, request=request, move="reopen", version=1, reason="Nouveaux faits"
        )

    assert fresh(request).due_on == date(2026, 10, 6)


def test_a_request_in_quarantine_or_to_route_does_not_move(world):
    suspect = submit(world.page, suspicions=("fast",))
    unrouted = submit(world.page, answers(territory=["unsure"]))

    for request in (suspect, unrouted):
        with pytest.raises(operations.Forbidden):
            operations.move(user=world.manager, request=request, move="review", version=1)
        assert unchanged(request)


@pytest.mark.parametrize("outcome", ["spam", "duplicate"])
def test_a_side_door_is_not_left_by_a_move(world, received, outcome):
    linked = {"duplicate_of": submit(world.page)} if outcome == "duplicate" else {}
    request = put(received, "closed", outcome=outcome, **linked)

    assert not operations.can_move(user=world.manager, request=request, move="reopen")


# Every operation: refusals and versions -----------------------------------------------------


def call(name, world, request, user, version=1):
    """Do ``name`` with arguments that would be allowed to the right person."""
    arguments = {
        "move": {"move": "review", "version": version},
        "take": {},
        "assign": {"assignee": world.organizer, "version": version},
        "unassign": {"version": version},
        "note": {"body": "À relire."},
        "route": {"territory": world.pontiac, "service": world.organizing, "version": version},
        "quarantine": {"version": version},
        "release": {"version": version},
        "close_as_spam": {"version": version},
        "retry_delivery": {},
    }[name]
    return getattr(operations, name)(user=user, request=request, **arguments)


#: operation → (how the request stands, roles that may)
ALLOWED = {
    "move": ({}, {"organizer", "moderator", "manager"}),
    "take": ({}, {"organizer", "moderator", "manager"}),
    "assign": ({}, {"intake", "moderator", "manager"}),
    "unassign": ({"assignee": True}, {"intake", "moderator", "manager"}),
    "note": ({}, {"intake", "organizer", "moderator", "manager"}),
    "route": ({}, {"intake", "manager"}),
    "quarantine": ({}, {"intake", "moderator", "manager"}),
    "release": ({"quarantined": True}, {"intake", "moderator", "manager"}),
    "close_as_spam": ({"quarantined": True}, {"intake", "moderator", "manager"}),
    "retry_delivery": ({"failed": True}, {"intake", "moderator", "manager"}),
}


def ready(world, name):
    stands, _roles = ALLOWED[name]
    request = submit(world.page, suspicions=("fast",) if stands.get("quarantined") else ())
    if stands.get("assignee"):
        request = put(request, "received", assignee=world.organizer)
    if stands.get("failed"):
        request.outbox.update(status="failed", attempts=8)
    return request


@pytest.mark.parametrize("name", ALLOWED)
def test_who_may(world, name):
    request = ready(world, name)
    for role in ROLES:
        person = world.person(role)
        if role in ALLOWED[name][1]:
            allowed = ready(world, name)
            call(name, world, allowed, person)
            assert allowed.events.last().actor == person, role
        else:
            with pytest.raises(operations.Forbidden) as refusal:
                call(name, world, request, person)
            assert str(refusal.value)
    assert unchanged(request)


@pytest.mark.parametrize("name", ALLOWED)
def test_nobody_acts_on_what_is_not_in_their_charge(world, name):
    request = ready(world, name)
    people = [
        *(world.person(role, world.there) for role in ("intake", "organizer", "moderator")),
        *(world.person(role, world.elsewhere.team) for role in ROLES),
        *(world.person(role, is_active=False) for role in ROLES),
    ]

    for person in people:
        with pytest.raises(operations.Forbidden):
            call(name, world, request, get_user_model().objects.get(pk=person.pk))
    assert unchanged(request)


def test_who_is_only_concerned_reads_and_does_not_act(world):
    world.there.territories.add(world.gatineau)
    request = submit(world.page, answers(territory=["gatineau", "pontiac"]))
    request = put(request, "received", territory=world.pontiac)
    also_names(request, world.gatineau)
    reader = world.person("moderator")

    assert request in SupportRequest.objects.visible_to(reader)
    for name in ("move", "take", "assign", "note", "quarantine"):
        with pytest.raises(operations.Forbidden):
            call(name, world, request, reader)
    assert unchanged(request)


VERSIONED = ["move", "assign", "unassign", "route", "quarantine", "release", "close_as_spam"]


@pytest.mark.parametrize("name", VERSIONED)
@pytest.mark.parametrize("loaded", ["before", "after"])
def test_the_second_of_two_is_told(world, name, loaded):
    """Whether the request was read before or after the first one wrote."""
    request = ready(world, name)
    operations.note(user=world.manager, request=request, body="Rien ne change.")
    SupportRequest.objects.filter(pk=request.pk).update(version=2)
    if loaded == "after":
        request = fresh(request)

    with pytest.raises(operations.StaleRequest) as refusal:
        call(name, world, request, world.manager, version=1)

    assert str(refusal.value)
    assert fresh(request).version == 2
    assert not Message.objects.filter(kind="reason").exists()


def test_two_who_press_the_same_button(world, received):
    first, second = fresh(received), fresh(received)
    operations.move(user=world.moderator, request=first, move="review", version=1)

    for late in (second, fresh(received)):
        with pytest.raises(operations.StaleRequest):
            operations.move(user=world.organizer, request=late, move="review", version=1)


@pytest.mark.parametrize("state", ENDED)
@pytest.mark.parametrize("name", ["take", "assign", "unassign", "route", "quarantine"])
def test_what_has_ended_is_left_alone(world, received, state, name):
    request = put(received, state, **({"assignee": world.organizer} if name == "unassign" else {}))

    with pytest.raises(operations.Forbidden):
        call(name, world, request, world.manager)


@pytest.mark.parametrize("name", ["take", "assign", "unassign", "route"])
def test_what_is_in_quarantine_waits(world, name):
    request = submit(world.page, suspicions=("fast",))
    if name == "unassign":
        request = put(request, "received", assignee=world.organizer)

    with pytest.raises(operations.Forbidden):
        call(name, world, request, world.manager)


def test_nothing_is_announced_before_the_commit(
    world, received, django_capture_on_commit_callbacks
):
    heard = []

    def listen(sender, request, event, **kwargs):
        heard.append((request.reference, event.action))

    signals.request_changed.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            operations.take(user=world.organizer, request=received)
            assert heard == []
    finally:
        signals.request_changed.disconnect(listen)
    assert heard == [(received.reference, "taken")]


# One by one ---------------------------------------------------------------------------------


def test_take(world, received):
    person = world.organizer

    operations.take(user=person, request=received)

    taken = fresh(received)
    assert (taken.assignee, taken.assignee_name) == (person, person.get_full_name())
    assert taken.events.get(action="taken").data == {"assignee": person.pk}
    assert taken.state == "received" and taken.version == 2


def test_take_from_a_list_that_is_old(world, received):
    other, person = world.person("organizer"), world.organizer
    old = fresh(received)
    operations.take(user=other, request=received)

    with pytest.raises(operations.AlreadyTaken) as refusal:
        operations.take(user=person, request=old)

    assert other.get_full_name() in str(refusal.value)
    assert not operations.can_take(user=person, request=fresh(received))


def test_take_what_changed_otherwise(world, received):
    """No version is compared with what the person saw: only who has it matters."""
    old = fresh(received)
    operations.move(user=world.moderator, request=received, move="review", version=1)

    operations.take(user=world.organizer, request=old)

    assert fresh(received).assignee == world.organizer


def test_assign_to_a_colleague_of_the_team(world, received):
    colleague = world.person("organizer")

    operations.assign(
        user=world.moderator, request=received, assignee=colleague, version=1
    )  # fmt: skip

    assert fresh(received).assignee == colleague
    assert received.events.get(action="assigned").data == {"assignee": colleague.pk}


@pytest.mark.parametrize("role, where", [("organizer", "there"), ("auditor", "here"), ("", "here")])
def test_assign_to_someone_who_may_not(world, received, role, where):
    stranger = world.person(role, getattr(world, where))

    with pytest.raises(operations.Forbidden):
        operations.assign(user=world.moderator, request=received, assignee=stranger, version=1)
    assert unchanged(received)


def test_assignable_are_those_who_may_take(world, received):
    from datetime import timedelta

    from django.utils import timezone

    from coorg_forms.models import Membership
    from coorg_forms.operations.assign import assignable

    able = [world.organizer, world.moderator, world.manager]
    world.intake, world.person("auditor")
    gone = world.person("organizer")
    Membership.objects.filter(user=gone).update(valid_until=timezone.localdate() - timedelta(1))
    world.person("organizer", is_active=False)

    assert set(assignable(received)) == set(able)
    assert assignable(submit(world.page, answers(territory=["unsure"]))) == []


def test_unassign(world, received):
    operations.take(user=world.organizer, request=received)

    operations.unassign(user=world.organizer, request=fresh(received), version=2)

    given_back = fresh(received)
    assert (given_back.assignee, given_back.assignee_name) == (None, "")
    assert given_back.events.get(action="unassigned").data == {"assignee": world.organizer.pk}


def test_an_organizer_gives_back_only_their_own(world, received):
    operations.take(user=world.organizer, request=received)

    assert not operations.can_unassign(user=world.person("organizer"), request=fresh(received))
    assert not operations.can_unassign(user=world.manager, request=submit(world.page))


def test_note(world, received):
    message = operations.note(user=world.organizer, request=received, body="  Appelée.\n")

    assert (message.body, message.audience, message.kind) == ("Appelée.", "internal", "note")
    assert message.author_name == world.organizer.get_full_name()
    event = received.events.get(action="noted")
    assert event.data == {"message": message.pk}
    assert fresh(received).version == 1


@pytest.mark.parametrize("body", ["", " \n"])
def test_an_empty_note(world, received, body):
    with pytest.raises(operations.Forbidden):
        operations.note(user=world.organizer, request=received, body=body)
    assert unchanged(received)


def test_route(world):
    request = submit(world.page, answers(territory=["unsure"]))
    told = world.person("organizer", world.there)

    operations.route(
        user=world.intake,
        request=request,
        territory=world.pontiac,
        service=world.organizing,
        version=1,
    )

    routed = fresh(request)
    assert (routed.territory, routed.service) == (world.pontiac, world.organizing)
    assert routed.team == world.there and not routed.is_unrouted
    assert routed.territories.get() == world.pontiac
    assert routed.outbox.get(kind="notice", user=told)
    assert routed.events.get(action="routed").data == {
        "territory": "pontiac",
        "service": "organizing",
        "team": world.there.pk,
        "added": True,
    }
    assert routed in SupportRequest.objects.visible_to(told)
    assert not operations.can_route(user=world.intake, request=routed)


def test_routing_elsewhere_takes_it_back(world, received):
    operations.take(user=world.organizer, request=received)

    call("route", world, fresh(received), world.manager, version=2)

    routed = fresh(received)
    assert (routed.assignee, routed.assignee_name, routed.team) == (None, "", world.there)


@pytest.mark.parametrize("why", ["nobody", "inactive", "another establishment"])
def test_route_to_nobody(world, received, why):
    territory, service = world.pontiac, world.organizing
    if why == "nobody":
        service = world.housing
    elif why == "inactive":
        world.there.active = False
        world.there.save()
    else:
        territory, service = world.elsewhere.territory, world.elsewhere.service

    with pytest.raises(operations.Forbidden):
        operations.route(
            user=world.manager, request=received, territory=territory, service=service, version=1
        )
    assert unchanged(received)


def test_quarantine_and_release(world):
    person = world.moderator
    received = submit(world.page)
    notices = received.outbox.filter(kind="notice").count()
    operations.quarantine(user=person, request=received, version=1)
    aside = fresh(received)
    assert aside.quarantined_at and aside.suspicions == ["staff"] and aside.is_open
    assert not operations.can_quarantine(user=person, request=aside)

    operations.release(user=person, request=aside, version=2)

    back = fresh(received)
    assert back.quarantined_at is None and back.version == 3
    assert [e.action for e in back.events.all()] == ["received", "quarantined", "released"]
    assert back.outbox.filter(kind="notice").count() == notices == 1


def test_release_tells_the_team_that_never_knew(world):
    told = world.organizer
    suspect = submit(world.page, suspicions=("fast",))

    operations.release(user=world.moderator, request=suspect, version=1)

    assert suspect.outbox.filter(kind="notice", user=told).count() == 1


def test_release_keeps_the_state(world, received):
    request = put(received, "review")
    operations.quarantine(user=world.moderator, request=request, version=1)
    operations.release(user=world.moderator, request=request, version=2)

    assert fresh(request).state == "review"


def test_spam_and_back(world):
    suspect = submit(world.page, suspicions=("fast",))
    due, mails = suspect.due_on, suspect.outbox.count()
    person = world.moderator

    operations.close_as_spam(user=person, request=suspect, version=1)
    spam = fresh(suspect)
    assert (spam.state, spam.outcome, spam.due_on) == ("closed", "spam", None)
    assert spam.quarantined_at and not spam.is_open
    assert spam.outbox.count() == mails  # nothing is sent
    with pytest.raises(operations.Forbidden):
        operations.close_as_spam(user=person, request=spam, version=2)

    operations.release(user=person, request=spam, version=2)
    back = fresh(suspect)
    assert (back.state, back.outcome, back.quarantined_at) == ("received", "", None)
    assert back.is_open and back.due_on == due


def test_release_what_is_not_in_quarantine(world, received):
    for name in ("release", "close_as_spam"):
        with pytest.raises(operations.Forbidden):
            call(name, world, received, world.manager)


def test_retry_delivery(world, received):
    received.outbox.update(status="failed", attempts=8, last_error="SMTPDataError 550")

    assert operations.retry_delivery(user=world.moderator, request=received) == 1

    message = received.outbox.get()
    assert (message.status, message.attempts) == ("pending", 0)
    assert received.events.get(action="delivery_retried")


def test_retry_when_all_was_delivered(world, received):
    received.outbox.update(status="sent")

    with pytest.raises(operations.Forbidden):
        operations.retry_delivery(user=world.moderator, request=received)


def test_a_mail_that_is_being_sent_is_not_sent_again(world, received):
    from datetime import timedelta

    from django.utils import timezone

    until = timezone.now() + timedelta(minutes=1)
    received.outbox.update(status="leased", attempts=1, leased_until=until)

    operations.retry_delivery(user=world.moderator, request=received)

    assert received.outbox.get().status == "leased"


def test_colleagues_have_a_name_even_without_one(world, received):
    person = world.person("organizer", first_name="", last_name="")

    operations.take(user=person, request=received)

    assert fresh(received).assignee_name == person.username
