"""A correction is proposed by whoever asked, and changes nothing before staff accept it."""

import pytest

from coorg_forms import operations
from coorg_forms.models import Amendment, Contact, OutboxMessage, SupportRequest, Theme
from coorg_forms.models.written_keys import as_text
from coorg_forms.operations.moving import CORRECTION_FIRST
from coorg_forms.triage.moves import MOVES
from coorg_forms.triage.states import STATES
from tests import factories
from tests.operations.test_staff import fresh
from tests.searching import search


@pytest.fixture
def sent(world) -> SupportRequest:
    assert world.moderator, world.organizer
    return factories.submit(world.page)


def propose(request, why="", **raw) -> Amendment:
    return operations.correct(request=request, raw=raw, why=why)


def accept(user, request) -> SupportRequest:
    operations.accept_correction(user=user, request=request, version=request.version)
    return fresh(request)


def mails(kind):
    return OutboxMessage.objects.filter(kind=kind)


def test_proposing_changes_nothing_and_tells_staff(world, sent):
    amendment = propose(sent, "Une faute.", org_name="École Sainte-Anne", phone="")
    request = fresh(sent)
    assert request.answers == sent.answers and request.organization == "École Saint-Jérôme"
    assert amendment.before == {"org_name": "École Saint-Jérôme"}
    assert amendment.after == {"org_name": "École Sainte-Anne"}
    assert amendment.words.body == "Une faute."
    assert request.events.last().action == "correction_asked" and request.version == 2
    assert request.answered_at == amendment.asked_at
    assert mails("correction_asked").exists() and not mails("correction_answered").exists()


def test_accepted_it_fills_every_column_and_stays_where_it_is(world, sent):
    propose(
        sent,
        org_name="École Sainte-Anne",
        title="Un four à pain",
        description="Pour le quartier.",
        deadline={"day": "", "month": "", "year": ""},
        territory=["pontiac"],
    )
    request = accept(world.moderator, fresh(sent))
    assert (request.organization, request.organization_key) == (
        "École Sainte-Anne",
        "ecole sainte anne",
    )
    assert (request.summary, request.excerpt) == ("Un four à pain", "Pour le quartier.")
    assert request.deadline is None and "deadline" not in request.answers
    assert search("four pain").get() == request
    assert not search("jardin").exists()
    assert (request.territory, request.team) == (sent.territory, sent.team)
    assert request.due_on == sent.due_on and request.answered_at is None
    assert request.contact.answers == sent.contact.answers
    assert request.events.last().action == "corrected"
    assert mails("correction_answered").get().recipient == "eloise@example.org"


def test_personal_answers_are_kept_apart_and_only_until_they_are_accepted(world, sent):
    amendment = propose(sent, email="nouvelle@example.org", contact_name={"given": ""})
    assert amendment.personal == {"email": "nouvelle@example.org"}
    assert not amendment.before and not amendment.after
    request = accept(world.moderator, fresh(sent))
    assert request.contact.email == "nouvelle@example.org"
    assert request.contact.name == "Éloïse Nguyen-O’Connor"
    assert mails("correction_answered").get().recipient == "nouvelle@example.org"
    assert Amendment.objects.get().personal == {"email": None}
    assert "nouvelle" not in str(list(request.events.values()))


def test_a_question_that_opens_must_be_answered_and_one_that_closes_loses_its_answer(world, sent):
    with pytest.raises(operations.Forbidden):
        propose(sent, known="yes")
    propose(sent, known="yes", organizer="Maëlle")
    request = accept(world.moderator, fresh(sent))
    assert request.known_organizer == "Maëlle"
    amendment = propose(request, known="no")
    assert amendment.before == {"known": "yes", "organizer": "Maëlle"}
    assert amendment.after == {"known": "no"}
    request = accept(world.moderator, fresh(request))
    assert request.known_organizer == "" and "organizer" not in request.answers


def test_refused_it_leaves_everything_and_says_why(world, sent):
    propose(sent, title="Autre chose")
    request = fresh(sent)
    with pytest.raises(operations.Incomplete):
        operations.refuse_correction(
            user=world.moderator, request=request, reason=" ", version=request.version
        )
    amendment = operations.refuse_correction(
        user=world.moderator, request=request, reason="C’est une autre demande.", version=2
    )
    request = fresh(sent)
    assert amendment.answer.body == "C’est une autre demande."
    assert request.answers == sent.answers and request.answered_at is None
    assert mails("correction_answered").count() == 1
    verdict = operations.can_answer_correction(user=world.moderator, request=request)
    assert "waits" in verdict.why or "attend" in verdict.why


def test_one_waits_at_a_time(sent):
    first = propose(sent, title="Un")
    assert propose(sent, title="Un") == first
    second = propose(sent, title="Deux")
    assert list(Amendment.objects.values_list("outcome", flat=True)) == ["replaced", ""]
    assert fresh(sent).answered_at == second.asked_at
    operations.withdraw_correction(request=sent)
    assert fresh(sent).answered_at is None
    assert fresh(sent).events.last().action == "correction_withdrawn"
    operations.withdraw_correction(request=sent)
    assert fresh(sent).events.filter(action="correction_withdrawn").count() == 1


def test_a_second_one_keeps_the_personal_answers_of_the_first_and_one_mail_tells_of_both(sent):
    propose(sent, "Parce que.", email="nouvelle@example.org")
    number = mails("correction_asked").count()
    second = propose(fresh(sent), title="Deux")
    assert second.personal == {"email": "nouvelle@example.org"}
    assert mails("correction_asked").count() == number
    assert not sent.messages.filter(kind="correction", withdrawn_at=None).exists()


def test_it_goes_on_waiting_whatever_staff_do_besides(world, sent):
    amendment = propose(sent, title="Deux")
    operations.reply(user=world.moderator, request=fresh(sent), body="Bonjour", version=2)
    assert fresh(sent).answered_at == amendment.asked_at
    request = operations.move(user=world.moderator, request=fresh(sent), move="review", version=3)
    assert request.answered_at == amendment.asked_at
    assert accept(world.moderator, fresh(sent)).answered_at is None


def test_in_quarantine_it_waits(world):
    sent = factories.submit(world.page, suspicions=("links",))
    propose(sent, title="Autre")
    with pytest.raises(operations.Forbidden, match=r"quarantine|quarantaine"):
        accept(world.moderator, fresh(sent))


def test_an_answer_that_waits_besides_still_does(world, sent):
    asked = operations.move(
        user=world.moderator, request=sent, move="ask", version=1, reason="Quelle rue?"
    )
    operations.answer(request=asked, body="La rue Principale")
    answered_at = fresh(sent).answered_at
    propose(fresh(sent), title="Autre")
    assert fresh(sent).answered_at == answered_at
    assert accept(world.moderator, fresh(sent)).answered_at == answered_at


def test_nothing_changed_is_no_correction(sent):
    with pytest.raises(operations.Incomplete):
        propose(sent, title=sent.answers["title"], email="", unknown="x")
    assert not Amendment.objects.exists() and fresh(sent).version == 1


def test_who_may_answer(world, sent):
    propose(sent, title="Autre")
    request = fresh(sent)
    for role, may in {
        "organizer": True,
        "intake": True,
        "auditor": False,
        "privacy": False,
    }.items():
        person = world.person(role)
        assert bool(operations.can_answer_correction(user=person, request=request)) is may, role
    stranger = world.person("moderator", world.there)
    with pytest.raises(operations.Forbidden):
        operations.accept_correction(user=stranger, request=request, version=request.version)
    with pytest.raises(operations.StaleRequest):
        operations.accept_correction(user=world.moderator, request=request, version=1)


def test_nothing_ends_before_the_correction_is_answered(world, sent):
    propose(sent, title="Autre")
    evaluated = operations.move(user=world.moderator, request=fresh(sent), move="review", version=2)
    for request in (sent, evaluated):
        who = {"user": world.moderator, "request": fresh(request)}
        ends = [m for m in MOVES.values() if m.decides or STATES[m.target].ended]
        possible = [m.code for m in ends if request.state in m.sources]
        assert possible
        for code in possible:
            assert operations.can_move(move=code, **who).why == CORRECTION_FIRST, code
        assert operations.can_mark_duplicate(**who).why == CORRECTION_FIRST
    operations.withdraw_correction(request=fresh(sent))
    assert operations.can_mark_duplicate(user=world.moderator, request=fresh(sent))


def test_an_ended_request_is_corrected_by_nobody(world, sent):
    propose(sent, title="Autre")
    request = accept(world.moderator, fresh(sent))
    request = operations.move(
        user=world.moderator,
        request=request,
        move="withdraw",
        version=request.version,
        reason="Appel.",
    )
    assert not request.is_open
    with pytest.raises(operations.Forbidden):
        propose(request, title="Encore")


def test_a_doubtful_request_tells_nobody(world):
    sent = factories.submit(world.page, suspicions=("links",))
    assert world.moderator
    propose(sent, title="Autre")
    assert not mails("correction_asked").exists()


def test_erasure_reaches_it(world, sent):
    propose(sent, "Une faute.", title="Autre", email="nouvelle@example.org")
    operations.erase(request=fresh(sent))
    amendment = Amendment.objects.get()
    assert (amendment.before, amendment.after, amendment.personal) == ({}, {}, {})
    assert amendment.words.body == "" and not Contact.objects.exists()
    assert not operations.can_correct(request=fresh(sent))
    assert not operations.can_answer_correction(user=world.moderator, request=fresh(sent))
    assert amendment.outcome == "withdrawn"


def test_the_list_finds_it_by_the_corrected_themes(world, sent):
    """The row names the themes as the link does, from the first day."""
    food, housing = [factories.term(Theme, code) for code in ("food", "housing")]
    asked = factories.block(
        "checkboxes",
        label="Thèmes",
        key="themes",
        role="theme",
        options=[("housing", "Logement"), ("food", "Alimentation"), ("other", "Autre")],
    )
    page = world.form([*factories.usual_questions(), asked])
    request = factories.submit(page, factories.answers(themes=["food", "other"]))
    assert request.named_themes == as_text([food.pk]) and list(request.themes.all()) == [food]
    propose(request, themes=["housing", "food"])
    request = accept(world.moderator, fresh(request))
    assert request.named_themes == as_text([food.pk, housing.pk])
    assert set(request.themes.all()) == {food, housing}
    assert sent.named_themes == ""
