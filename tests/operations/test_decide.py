"""Decisions: who makes them, on which evaluations, and that nothing but a person does."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

import coorg_forms
from coorg_forms import operations
from coorg_forms.delivery import tasks
from coorg_forms.delivery.mail import compose
from coorg_forms.models import Decision, SupportRequest
from coorg_forms.operations.decide import proposed_contact, referral_consent
from coorg_forms.operations.standing import Standing
from coorg_forms.questions.roles import ROLES as QUESTION_ROLES
from coorg_forms.triage.decisions import KINDS
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.roles import ROLES
from coorg_forms.triage.states import STATES
from tests import factories
from tests.operations.test_staff import fresh, put, unchanged


@pytest.fixture
def review(world):
    """Under review, evaluated by two people, on a grid in force."""
    request = put(factories.submit(world.page), "review")
    return factories.evaluate(request, world.organizer, world.manager)


def decide(request, user, kind, **changes):
    return operations.decide(
        user=user,
        request=request,
        ruling=factories.ruling(kind, request, **changes),
        version=request.version,
    )


# Who, where ---------------------------------------------------------------------------------


def test_every_role_and_kind_in_and_out_of_scope(world, review):
    """Role × in scope or out × kind: a decision is made by moderators and managers in charge."""
    there = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    there = put(there, "review")
    factories.evaluate(there, world.organizer, world.manager)
    for role in ROLES:
        person = world.person(role)
        for kind in KINDS:
            may = "decide_supportrequest" in ROLES[role].capabilities
            verdict = operations.can_decide(user=person, request=review, kind=kind)
            assert bool(verdict) is may, (role, kind, verdict.why)
            whole = may and "view_whole_establishment" in ROLES[role].capabilities
            there_too = operations.can_decide(user=person, request=there, kind=kind)
            assert bool(there_too) is whole, (role, kind)
            stranger = world.person(role, world.elsewhere.team)
            assert not operations.can_decide(user=stranger, request=review, kind=kind)
            if not may:
                with pytest.raises(operations.Forbidden):
                    decide(review, person, kind)
    assert unchanged(review) and not Decision.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_a_decision(world, review, kind):
    person, known = world.moderator, KINDS[kind]
    target = STATES[known.state]

    decision = decide(review, person, kind, reason=" Voici pourquoi. ")

    request = fresh(review)
    assert (request.state, request.outcome, request.version) == (target.code, target.outcome, 2)
    assert request.is_open is not target.ended
    assert request.due_on == decision.promised_on
    assert (decision.decided_by, decision.decided_by_name) == (person, person.get_full_name())
    assert (decision.score, decision.band, decision.grid) == (67, "P2", factories.grid(request))
    assert decision.reason.body == "Voici pourquoi." and decision.reason.audience == "requester"
    event = request.events.get(action="moved")
    assert event.data == {
        "move": known.move,
        "message": decision.reason_id,
        "decision": decision.pk,
    }
    assert (event.actor, event.from_state, event.to_state) == (person, "review", target.code)
    (mail,) = request.outbox.filter(kind="decided")
    subject, body = compose(mail)
    assert request.reference in subject and request.token in body
    assert "Voici pourquoi" not in subject + body


def test_acceptance_says_who_and_by_when(world, review):
    day = timezone.localdate() + timedelta(days=9)

    decision = decide(review, world.moderator, "accepted", person=world.organizer, contact_by=day)

    request = fresh(review)
    assert (request.assignee, request.team, request.due_on) == (world.organizer, world.here, day)
    assert decision.person_name == world.organizer.get_full_name()


def test_the_first_contact_follows_the_band_in_business_days(world, review):
    with time_machine.travel("2027-06-22 15:00-04:00"):
        assert proposed_contact(review, Standing(review)).isoformat() == "2027-07-08"
        review.band = "P1"
        assert proposed_contact(review, Standing(review)).isoformat() == "2027-06-30"


def test_a_stale_decision_writes_nothing(world, review):
    other = fresh(review)
    decide(review, world.moderator, "postponed")

    with pytest.raises(operations.StaleRequest):
        decide(other, world.manager, "declined")
    assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    "kind, field, wrong",
    [
        *((kind, "reason", " \n\u00a0") for kind in KINDS),
        ("accepted", "team", None),
        ("accepted", "contact_by", None),
        ("accepted", "contact_by", timezone.localdate() - timedelta(days=1)),
        ("redirected", "resource", " "),
        ("declined", "suggestion", ""),
        ("postponed", "until", None),
        ("postponed", "until", timezone.localdate()),
    ],
)
def test_what_must_be_said(world, review, kind, field, wrong):
    with pytest.raises(operations.Incomplete) as refusal:
        decide(review, world.moderator, kind, **{field: wrong})

    assert refusal.value.field == field and str(refusal.value)
    assert unchanged(review) and not review.messages.exists()


def test_whom_and_which_team_are_those_of_the_request(world, review):
    stranger = world.person("organizer", world.there)
    for changes in ({"person": stranger}, {"team": world.there}, {"team": world.elsewhere.team}):
        with pytest.raises(operations.Incomplete):
            decide(review, world.moderator, "accepted", **changes)
    assert unchanged(review)


def test_data_go_along_only_with_a_dated_consent(world, review):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for day in (None, tomorrow):
        with pytest.raises(operations.Incomplete):
            decide(review, world.moderator, "redirected", shares_data=True, consent_at=day)
    today = timezone.localdate()
    decision = decide(review, world.moderator, "redirected", shares_data=True, consent_at=today)
    assert decision.shares_data and decision.consent_at == today


@pytest.mark.parametrize("answer, agrees", [("yes", True), ("no", False), ("ask", False)])
def test_the_consent_of_the_form_is_used(world, answer, agrees):
    consent = factories.block(
        "consent",
        key="along",
        label="D’accord?",
        role="referral_consent",
        options=[("ask", "Demandez"), ("yes", "Oui"), ("no", "Non")],
    )
    page = world.form([*factories.usual_questions(), consent])
    request = factories.submit(page, factories.answers(along=[answer]))

    assert (referral_consent(request) == timezone.localdate()) is agrees
    assert "referral_consent" in QUESTION_ROLES
    assert referral_consent(factories.submit(world.page)) is None


# On which evaluations -----------------------------------------------------------------------


def allowed(request, person) -> set[str]:
    request = fresh(request)
    return {
        kind for kind in KINDS if operations.can_decide(user=person, request=request, kind=kind)
    }


EVERY, WITHOUT_SCORE = set(KINDS), {"redirected", "postponed"}


def test_without_a_grid_nobody_is_refused(world):
    request = put(factories.submit(world.page), "review")

    assert allowed(request, world.moderator) == EVERY - {"declined"}


def test_the_evaluations_that_each_kind_takes(world):
    request = put(factories.submit(world.page), "review")
    factories.grid(request)
    assert allowed(request, world.moderator) == WITHOUT_SCORE
    factories.evaluate(request, world.manager, submitted_at=None)  # not handed in
    assert allowed(request, world.moderator) == WITHOUT_SCORE
    factories.evaluate(request, world.intake, has_conflict=True)
    assert allowed(request, world.moderator) == WITHOUT_SCORE
    factories.evaluate(request, world.organizer)
    assert allowed(request, world.moderator) == EVERY - {"declined"}
    factories.evaluate(request, world.person("organizer"))
    assert allowed(request, world.moderator) == EVERY


def test_evaluations_on_an_older_grid_do_not_count(world, review):
    type(factories.grid(review)).objects.update(state="retired")
    factories.grid(review, number=2)

    assert allowed(review, world.moderator) == WITHOUT_SCORE


def test_evaluations_far_apart_hold_back(world):
    request = put(factories.submit(world.page), "review")
    factories.evaluate(request, world.organizer, world.manager, notes=[0, 3])
    assert fresh(request).score_state == "discuss"
    assert allowed(request, world.moderator) == WITHOUT_SCORE


def test_too_little_information_is_no_refusal(world):
    request = put(factories.submit(world.page), "review")
    factories.evaluate(request, world.organizer, world.manager, notes={"timing": 1})
    assert fresh(request).score_state == "insufficient"
    assert allowed(request, world.moderator) == EVERY - {"declined"}


def test_a_no_at_the_gate_is_redirected_or_refused_by_two(world):
    request = put(factories.submit(world.page), "review")
    factories.evaluate(request, world.organizer, world.manager, gate={"collective": False})
    assert fresh(request).score_state == "gate"
    assert allowed(request, world.moderator) == EVERY - {"accepted"}


def test_whoever_knows_the_group_does_not_decide(world, review):
    factories.evaluate(review, world.moderator, has_conflict=True)

    assert allowed(review, world.moderator) == set()


def test_the_worst_score_decides_nothing(world):
    request = put(factories.submit(world.page), "review")
    request = factories.evaluate(request, world.organizer, world.manager, notes=0)
    assert (request.score, request.band, request.state) == (0, "P4", "review")
    assert operations.can_decide(user=world.moderator, request=request, kind="accepted")


# Only a person ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [code for code, move in MOVES.items() if move.decides])
def test_a_move_alone_decides_nothing(world, review, code):
    with pytest.raises(operations.Forbidden, match=r"decision|décision"):
        operations.move(user=world.manager, request=review, move=code, version=1, reason="Non.")
    assert unchanged(review)


def test_no_command_and_no_job_decides(world):
    """Whatever the score and however late, time alone answers nobody."""
    requests = []
    for state in ("received", "review", "info_needed", "postponed"):
        request = put(factories.submit(world.page), state, due_on="2020-01-01")
        requests.append(factories.evaluate(request, world.organizer, world.manager, notes=0))
    with time_machine.travel(timezone.now() + timedelta(days=900)):
        for command in own_commands():
            call_command(command, verbosity=0)
        tasks.wake()
    for request in requests:
        assert fresh(request).state == request.state and fresh(request).version == 1
    assert not Decision.objects.exists()


def own_commands() -> list[str]:
    folder = Path(coorg_forms.__file__).parent / "management/commands"
    found = [path.stem for path in folder.glob("[a-z]*.py")]
    assert found
    return found


def test_decided_states_are_written_in_one_place():
    """No other call writes such a state by name; only ``decide`` writes a ``Decision``, and it is
    called with the person who acts and by nothing but their page."""
    writers, callers = set(), set()
    for path in Path(coorg_forms.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            if called in ("Decision.objects.create", "Decision.objects.bulk_create"):
                writers.add(path.name)
            if called in ("operations.decide", "decide"):
                callers.add(path.name)
                given = {ast.unparse(one.value) for one in node.keywords}
                assert "user" in {one.arg for one in node.keywords} or "self.able" in given
            for keyword in node.keywords:
                if keyword.arg == "state" and called.endswith(("update", "change")):
                    written = getattr(keyword.value, "value", "")
                    assert written not in {kind.state for kind in KINDS.values()}, path
    assert writers == {"decide.py"} and callers <= {"decision_page.py"}


def test_operations_without_a_person_leave_the_state_undecided(world, review):
    """What the public may do by itself: answer, ask for a review."""
    with pytest.raises(operations.Forbidden):
        operations.answer(request=review, body="Bonjour")
    with pytest.raises(operations.Forbidden):
        operations.ask_review(request=review, body="Encore")
    with pytest.raises(AttributeError):
        decide(review, None, "redirected")
    assert unchanged(review)


def test_the_database_refuses_a_decision_without_a_person(world, review):
    decision = decide(review, world.moderator, "redirected")
    fields = {"request": review, "kind": "declined", "decided_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**fields, reason=decision.reason, decided_by_name="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(**fields, decided_by_name="Zoé")
    for change in (decision.save, lambda: Decision.objects.update(kind="accepted")):
        with pytest.raises(TypeError):
            change()


# Afterwards ---------------------------------------------------------------------------------


def test_reopening_keeps_the_old_decision(world, review):
    decide(review, world.moderator, "declined")
    request = fresh(review)
    operations.move(
        user=world.manager, request=request, move="reopen", version=2, reason="Faits nouveaux"
    )
    request = fresh(review)
    decide(request, world.manager, "accepted")

    assert [one.kind for one in request.decisions.all()] == ["accepted", "declined"]
    assert fresh(review).state == "accepted"


def test_a_postponed_request_comes_back_by_itself(world, review):
    """Into what is to triage, at its date; resumed with a new promise."""
    from coorg_forms.inbox.views_table import VIEWS

    day = timezone.localdate() + timedelta(days=40)
    decide(review, world.moderator, "postponed", until=day)

    def to_triage():
        return SupportRequest.objects.filter(VIEWS["triage"].holds(world.moderator))

    assert review not in to_triage() and fresh(review).is_open
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert review in to_triage()
        assert review in SupportRequest.objects.filter(VIEWS["due"].holds(world.moderator))
        operations.move(user=world.moderator, request=fresh(review), move="resume", version=2)
        assert fresh(review).due_on > day
