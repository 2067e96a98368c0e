"""Evaluations are kept as they go, handed in, taken back; the request says what they come to."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

import coorg_forms
from coorg_forms import operations
from coorg_forms.models import Evaluation, RequestEvent, SupportRequest
from coorg_forms.models.awaiting import awaiting
from tests import factories, grids
from tests.evaluating import hand_in, keep
from tests.grids import WORKED, YES

ROOT = Path(coorg_forms.__file__).parent
ALL_TWOS = dict.fromkeys(WORKED, 2)
COLUMNS = {"score", "score_key", "band", "band_is_chosen", "score_state", "evaluated"}
COLUMNS |= {"evaluations_needed", "version"}


@pytest.fixture(autouse=True)
def _in_english():
    """Reasons are read as they stand in the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def grid(world):
    return grids.in_force(world)


@pytest.fixture
def request_(world, grid) -> SupportRequest:
    return factories.submit(world.page)


@pytest.fixture
def people(world):
    """Two organizers and a manager."""
    return world.organizer, world.person("organizer"), world.manager


def fresh(request):
    return SupportRequest.objects.get(pk=request.pk)


def columns(request) -> tuple:
    now = fresh(request)
    return now.score, now.band, now.score_state, now.evaluated, now.evaluations_needed


def why(verdict) -> str:
    return str(verdict.why)


# Keep -----------------------------------------------------------------------------------------


def test_a_draft_is_kept_and_nobody_hears_of_it(request_, people):
    kept = keep(people[0], request_, comments={"fit": "Oui"}, comment="En somme")
    assert (kept.version, kept.gate, kept.comment) == (1, YES, "En somme")
    stored = Evaluation.objects.get()
    assert stored.notes == WORKED and stored.comments == {"fit": "Oui"}
    assert fresh(request_).version == request_.version
    assert columns(request_) == (None, "", "none", 0, 0)
    assert request_.events.count() == 1


def test_a_comment_before_its_note_is_kept_and_is_no_note(request_, people):
    keep(people[0], request_, notes={"timing": None}, comments={"fit": "À voir"})
    stored = Evaluation.objects.get()
    assert stored.notes == {"timing": None}
    assert stored.comments == {"fit": "À voir"}


def test_two_windows_never_overwrite_each_other(request_, people):
    keep(people[0], request_, comment="un")
    with pytest.raises(operations.StaleEvaluation):
        keep(people[0], request_, comment="deux")
    keep(people[0], request_, version=1, comment="trois")
    with pytest.raises(operations.StaleEvaluation):
        keep(people[0], request_, version=1, comment="quatre")
    assert Evaluation.objects.get().comment == "trois"


@pytest.mark.parametrize(
    "wrong",
    [
        {"notes": {"fit": 4}},
        {"notes": {"fit": -1}},
        {"notes": {"novel": 1}},
        {"gate": {"novel": True}},
        {"comments": {"novel": "x"}},
        {"comment": "x" * 4001},
    ],
)
def test_what_the_grid_does_not_have_is_refused(request_, people, wrong):
    with pytest.raises(operations.Forbidden):
        keep(people[0], request_, **wrong)
    assert not Evaluation.objects.exists()


def test_not_applicable_only_where_it_may_be(world, people):
    grids.in_force(world, definition=grids.definition(always=("fit",)))
    request = factories.submit(world.page)
    with pytest.raises(operations.Forbidden):
        keep(people[0], request, notes={"fit": None})


# Hand in --------------------------------------------------------------------------------------


def test_the_worked_example_is_written_on_the_request(request_, people):
    done = hand_in(people[0], request_)
    assert columns(done) == (78, "P1", "scored", 1, 2)
    event = done.events.last()
    assert (event.action, event.version, set(event.data)) == (
        "evaluated",
        done.version,
        {"evaluation", "grid"},
    )


def test_two_evaluators_who_are_near(request_, people):
    hand_in(people[0], request_)
    done = hand_in(people[1], request_, ALL_TWOS)
    assert columns(done) == (73, "P2", "scored", 2, 2)  # 78.33 and 66.67


@pytest.mark.parametrize("key", ["fit", "timing"])
def test_a_criterion_without_note_is_said(request_, people, key):
    notes = {name: note for name, note in WORKED.items() if name != key}
    with pytest.raises(operations.Unfinished) as raised:
        hand_in(people[0], request_, notes)
    assert raised.value.missing.criteria == (key,)
    assert columns(request_)[3] == 0


def test_an_unanswered_gate_is_said(request_, people):
    gate = {name: True for name in YES if name != "mandate"}
    with pytest.raises(operations.Unfinished) as raised:
        hand_in(people[0], request_, gate=gate)
    assert raised.value.missing.gate == ("mandate",)


def test_a_no_at_the_gate_needs_no_notes(request_, people):
    done = hand_in(people[0], request_, {}, gate={**YES, "mandate": False})
    assert columns(done) == (None, "", "gate", 1, 2)


def test_insufficient_is_said_plainly_below_sixty_percent(request_, people):
    done = hand_in(people[0], request_, {"fit": 3}, insufficient=True)
    assert columns(done) == (None, "", "insufficient", 1, 2)


def test_insufficient_is_no_way_around_the_notes(request_, people):
    most = {name: note for name, note in WORKED.items() if name != "fit"}
    with pytest.raises(operations.Unfinished):
        hand_in(people[0], request_, most, insufficient=True)


def test_only_once(request_, people):
    hand_in(people[0], request_)
    verdict = operations.can_evaluate(user=people[0], request=fresh(request_))
    assert "handed in" in why(verdict)
    with pytest.raises(operations.Forbidden):
        keep(people[0], request_, version=2)


def test_not_from_an_older_look(request_, people):
    keep(people[0], request_)
    with pytest.raises(operations.StaleEvaluation):
        operations.submit_evaluation(user=people[0], request=request_, version=9)


# Differ, agree --------------------------------------------------------------------------------


def differ(request, people) -> SupportRequest:
    hand_in(people[0], request)
    return hand_in(people[1], request, {**WORKED, "timing": 1})


def test_who_differs_writes_a_joint_note(request_, people):
    done = differ(request_, people)
    assert columns(done)[2] == "discuss"
    operations.write_joint_note(user=people[0], request=done, body="Nous en avons parlé.")
    assert columns(done)[2] == "scored"
    message = done.messages.get()
    assert (message.kind, message.audience) == ("joint", "internal")
    assert done.events.last().data == {"message": message.pk}


def test_another_evaluation_after_the_note_asks_again(world, people):
    grids.in_force(world, needed=3)
    request = factories.submit(world.page)
    done = differ(request, people)
    operations.write_joint_note(user=people[1], request=done, body="D’accord.")
    done = hand_in(people[2], request, {**WORKED, "timing": 0})
    assert columns(done)[2:4] == ("discuss", 3)
    assert done.score == 72  # the median of 78.33, 71.67 and 68.33


def test_a_joint_note_is_for_who_evaluated(world, request_, people):
    done = differ(request_, people)
    stranger = world.person("organizer")
    assert not operations.can_write_joint_note(user=stranger, request=done)
    assert operations.can_write_joint_note(user=world.manager, request=done)
    with pytest.raises(operations.Forbidden):
        operations.write_joint_note(user=people[0], request=done, body="  ")


def test_without_difference_there_is_no_joint_note(request_, people):
    done = hand_in(people[0], request_)
    assert not operations.can_write_joint_note(user=people[0], request=done)


# Step aside, take back ------------------------------------------------------------------------


def test_who_knows_the_group_does_not_evaluate(request_, people):
    keep(people[0], request_, comment="Gardé")
    operations.declare_conflict(user=people[0], request=request_)
    assert "conflict" in why(operations.can_evaluate(user=people[0], request=request_))
    assert request_.events.last().action == "conflict_declared"
    operations.withdraw_conflict(user=people[0], request=request_)
    assert operations.can_evaluate(user=people[0], request=request_)
    assert Evaluation.objects.get().comment == "Gardé"


def test_a_conflict_stays_once_others_evaluated_instead(request_, people):
    operations.declare_conflict(user=people[0], request=request_)
    hand_in(people[1], request_)
    done = hand_in(people[2], request_)
    verdict = operations.can_withdraw_conflict(user=people[0], request=done)
    assert "instead of you" in why(verdict)


def test_who_handed_in_declares_nothing(request_, people):
    done = hand_in(people[0], request_)
    assert not operations.can_declare_conflict(user=people[0], request=done)


def test_a_conflict_holds_for_the_next_version_too(world, request_, people):
    operations.declare_conflict(user=people[0], request=request_)
    grids.in_force(world)
    assert "conflict" in why(operations.can_evaluate(user=people[0], request=request_))


def test_taken_back_it_does_not_count(request_, people):
    hand_in(people[0], request_)
    done = hand_in(people[1], request_, ALL_TWOS)
    operations.reopen_evaluation(user=people[0], request=done)
    assert columns(done) == (67, "P2", "scored", 1, 2)
    assert done.events.last().action == "evaluation_reopened"
    assert hand_in(people[0], fresh(done)).score == 73


def test_nothing_is_taken_back_after_a_decision(request_, people, world):
    done = hand_in(people[0], request_)
    SupportRequest.objects.filter(pk=done.pk).update(state="accepted")
    for verb in ("reopen_evaluation", "evaluate", "choose_band", "write_joint_note"):
        verdict = getattr(operations, f"can_{verb}")(user=people[2], request=fresh(done))
        assert "decided" in why(verdict), verb


# Bands ----------------------------------------------------------------------------------------


def choose(user, request, band, reason="Une échéance que la grille ne voit pas."):
    now = fresh(request)
    return operations.choose_band(
        user=user, request=now, band=band, version=now.version, reason=reason
    )


def test_a_manager_chooses_another_band(request_, people):
    for person in people[:2]:
        hand_in(person, request_)
    choose(people[2], request_, "P3")
    assert columns(request_) == (78, "P3", "scored", 2, 2)
    event = request_.events.last()
    assert event.action == "band_chosen" and event.data["band"] == "P3"
    assert request_.messages.get().audience == "internal"
    operations.reopen_evaluation(user=people[0], request=fresh(request_))
    assert columns(request_)[1] == "P3"  # the person's word stays
    hand_in(people[0], fresh(request_))
    choose(people[2], request_, "")
    assert columns(request_) == (78, "P1", "scored", 2, 2)


@pytest.mark.parametrize("band, reason", [("P9", "x"), ("P2", " "), ("", "x")])
def test_a_band_that_is_not_one_or_no_reason(request_, people, band, reason):
    for person in people[:2]:
        hand_in(person, request_)
    with pytest.raises(operations.Forbidden):
        choose(people[2], request_, band, reason)


def test_only_managers_and_only_after_their_own(world, request_, people):
    assert not operations.can_choose_band(user=people[2], request=request_)  # nobody evaluated
    done = hand_in(people[0], request_)
    assert "your own" in why(operations.can_choose_band(user=people[2], request=done))
    done = hand_in(people[1], request_)
    assert operations.can_choose_band(user=people[2], request=done)
    assert not operations.can_choose_band(user=world.moderator, request=done)


# Who, when ------------------------------------------------------------------------------------


def test_who_may_evaluate(world, request_):
    for role in ("organizer", "moderator", "manager"):
        assert operations.can_evaluate(user=world.person(role), request=request_), role
    for role in ("intake", "auditor", "privacy"):
        assert not operations.can_evaluate(user=world.person(role), request=request_), role
    stranger = world.person("organizer", world.there)
    assert not operations.can_evaluate(user=stranger, request=request_)


def test_the_grid_may_name_who_evaluates(world, people):
    grids.in_force(world, evaluators=[people[1]])
    request = factories.submit(world.page)
    assert operations.can_evaluate(user=people[1], request=request)
    assert "names who" in why(operations.can_evaluate(user=people[0], request=request))


def test_without_a_grid_nobody_evaluates(world):
    request = factories.submit(world.page)
    assert "No evaluation grid" in why(
        operations.can_evaluate(user=world.organizer, request=request)
    )


def test_enough_is_enough_except_for_who_has_begun(world, request_, people):
    keep(people[2], request_)
    hand_in(people[0], request_)
    done = hand_in(people[1], request_)
    assert "Enough" in why(operations.can_evaluate(user=world.moderator, request=done))
    assert operations.can_evaluate(user=people[2], request=done)


def test_the_condition_on_rows_is_the_rule_of_one(world, people, request_):
    """``awaiting`` finds exactly the requests of which ``can_evaluate`` says yes."""
    near = factories.answers(territory=["pontiac"])
    others = [
        factories.submit(world.page, near),
        factories.submit(world.page, factories.answers(territory=["unsure"])),
        factories.submit(world.page, suspicions=("links",)),
    ]
    begun, done, known, full, decided = (factories.submit(world.page) for _number in range(5))
    keep(people[0], begun)
    hand_in(people[0], done)
    operations.declare_conflict(user=people[0], request=known)
    for person in people[1:]:
        hand_in(person, full)
        hand_in(person, begun)
    SupportRequest.objects.filter(pk=decided.pk).update(state="accepted")
    every = [*others, request_, begun, done, known, full, decided]
    everyone = (*people, world.moderator, world.intake, world.person("organizer", world.there))
    for person in everyone:
        rows = set(SupportRequest.objects.filter(awaiting(person)).values_list("pk", flat=True))
        one_by_one = {
            one.pk for one in every if operations.can_evaluate(user=person, request=fresh(one))
        }
        assert rows == one_by_one, person
    assert {request_.pk, begun.pk} <= set(
        SupportRequest.objects.filter(awaiting(people[0])).values_list("pk", flat=True)
    )


# Versions of the grid -------------------------------------------------------------------------


def rows() -> list:
    return [
        list(Evaluation.objects.order_by("pk").values()),
        list(SupportRequest.objects.order_by("pk").values()),
    ]


def test_a_new_version_leaves_what_was_handed_in(world, request_, people):
    hand_in(people[0], request_)
    hand_in(people[1], request_, ALL_TWOS)
    before = rows()
    heavy = {**grids.WEIGHTS, "inequalities": 5, "timing": 30}
    grids.in_force(world, definition=grids.definition(heavy))
    assert rows() == before
    choose(people[2], request_, "P3")
    choose(people[2], request_, "")
    assert columns(request_) == (73, "P2", "scored", 2, 2)


def test_a_new_version_takes_over_with_its_first_evaluation(world, request_, people):
    hand_in(people[0], request_)
    second = grids.in_force(world)
    done = hand_in(people[1], request_, ALL_TWOS)
    assert columns(done) == (67, "P2", "scored", 1, 2)
    assert operations.can_evaluate(user=people[0], request=done)
    assert done.evaluations.counted().count() == 2
    assert operations.tally(done).grid == second


def test_a_draft_goes_on_with_the_new_version(world, request_, people):
    keep(people[0], request_, comment="Gardé")
    second = grids.in_force(world)
    keep(people[0], request_, version=1, comment="Gardé encore")
    assert Evaluation.objects.get().grid == second


def test_another_service_has_its_own_evaluations(world, request_, people):
    hand_in(people[0], request_)
    factories.team(world.establishment, [world.gatineau], [world.housing])
    now = fresh(request_)
    operations.route(
        user=people[2],
        request=now,
        territory=world.gatineau,
        service=world.housing,
        version=now.version,
    )
    assert columns(request_) == (None, "", "none", 0, 0)


# Never a decision -----------------------------------------------------------------------------

EVALUATING = (
    *("evaluate", "submit_evaluation", "reopen_evaluation", "declare_conflict"),
    *("write_joint_note", "choose_band", "tally"),
)


def test_a_score_changes_its_own_columns_and_nothing_else(request_, people):
    before = SupportRequest.objects.filter(pk=request_.pk).values().get()
    for person, note in zip(people[:2], (0, 3), strict=True):
        hand_in(person, request_, dict.fromkeys(WORKED, note))
    operations.write_joint_note(user=people[0], request=fresh(request_), body="Dit.")
    choose(people[2], request_, "P4")
    after = SupportRequest.objects.filter(pk=request_.pk).values().get()
    said = {"search_text", "facet"}  # why the band was chosen; the band, for the list's filters
    assert {name for name in after if after[name] != before[name]} <= COLUMNS | said
    assert not request_.outbox.exclude(kind__in=("acknowledgement", "notice")).exists()
    events = RequestEvent.objects.filter(request=request_)
    assert {(event.from_state, event.to_state) for event in events} == {("received", "received")}


def words(path: Path) -> set[str]:
    """Every name, attribute and keyword of a module."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        for kind, field in ((ast.Name, "id"), (ast.Attribute, "attr"), (ast.keyword, "arg")):
            if isinstance(node, kind):
                found.add(getattr(node, field))
    return found


@pytest.mark.parametrize("verb", EVALUATING)
def test_what_evaluates_names_no_state_to_go_to(verb):
    named = words(ROOT / "operations" / f"{verb}.py")
    assert not named & {"outcome", "closed_at", "due_on", "move", "MOVES", "outbox", "accept"}
    tree = ast.parse((ROOT / "operations" / f"{verb}.py").read_text("utf-8"))
    keywords = {node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword)}
    assert "state" not in keywords


def test_only_people_make_moves():
    """A move is called by the pages of staff alone: no job, no rule, no signal does."""
    callers = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute | ast.Name)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("move", "decide")
    }
    assert all(name.startswith("inbox/") for name in callers), callers


def test_events_hold_no_words(request_, people):
    hand_in(people[0], request_, comment="Secret", comments={"fit": "Secret"})
    done = hand_in(people[1], request_, {**WORKED, "timing": 1})
    operations.write_joint_note(user=people[0], request=done, body="Secret")
    choose(people[2], done, "P2", "Secret")
    assert all("Secret" not in str(event.data) for event in done.events.all())
