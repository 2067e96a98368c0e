"""The one transaction that must never lose anything."""

import uuid
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorg_forms import operations, signals
from coorg_forms.delivery import outbox
from coorg_forms.models import (
    Contact,
    OutboxMessage,
    ReferenceCounter,
    RequestEvent,
    SupportRequest,
)
from tests import factories
from tests.factories import answers, block, submission, submit, usual_questions


@pytest.fixture
def received(world):
    with time_machine.travel("2026-03-02 15:00-05:00", tick=False):
        return submit(world.page)


def test_what_is_stored(world, received):
    assert received.reference == "OC-2026-00001"
    assert received.state == "received" and received.is_open and received.version == 1
    assert received.form_version == world.page.current_version()
    assert received.form_key == world.page.form_key
    assert (received.language, received.channel) == ("fr", "web")
    assert received.establishment == world.establishment
    assert (received.territory, received.service) == (world.gatineau, world.organizing)
    assert received.team == world.here
    assert list(received.territories.all()) == [world.gatineau]
    assert received.organization == "École Saint-Jérôme"
    assert received.summary == "Créer un jardin collectif"
    assert received.excerpt == "Nous voulons de l’eau pour notre œuvre. Et un cabanon."
    assert received.deadline == date(2031, 5, 1)
    assert received.due_on == date(2026, 3, 9)
    assert received.quarantined_at is None and received.suspicions == []


def test_personal_answers_are_in_the_contact_only(received):
    contact = received.contact

    assert set(contact.answers) == {"contact_name", "email", "phone"}
    assert set(received.answers) == {"org_name", "territory", "title", "description", "deadline"}
    assert (contact.name, contact.given_name) == ("Éloïse Nguyen-O’Connor", "Éloïse")
    assert contact.email == "eloise@example.org"
    assert (contact.phone, contact.extension) == ("+18195550123", "45")
    elsewhere = [
        *SupportRequest.objects.filter(pk=received.pk).values().get().values(),
        *RequestEvent.objects.values_list("data", "actor_name"),
        *OutboxMessage.objects.values_list(),
    ]
    for word in ("eloise", "Éloïse", "Nguyen", "5550123"):
        assert word.casefold() not in str(elsewhere).casefold()


def test_search_text_has_the_words_without_the_personal_ones(received):
    assert received.search_text.startswith("oc 2026 00001 ecole saint jerome")
    assert "oeuvre" in received.search_text
    assert "eloise" not in received.search_text


def test_an_answer_that_the_editor_marks_personal_is_kept_apart(world):
    page = world.form(
        [
            *usual_questions(),
            block("text", label="Ville", key="city", personal=True, why="Pour vous situer."),
            block("long_text", label="Récit", key="story", personal=True, why="Pour comprendre."),
        ]
    )

    stored = submit(page, answers(city="Gatineau-Nord", story="Je raconte."))

    assert stored.contact.answers["city"] == "Gatineau-Nord"
    assert not {"city", "story"} & set(stored.answers)
    assert "nord" not in stored.search_text and "raconte" not in stored.search_text


def test_history_and_mails(world, received):
    event = received.events.get()

    assert (event.action, event.from_state, event.to_state) == ("received", "received", "received")
    assert (event.actor, event.actor_name, event.version, event.data) == (None, "", 1, {})
    assert set(received.outbox.values_list("kind", "status")) == {("acknowledgement", "pending")}


def test_the_team_is_told_member_by_member(world):
    told = [world.person("organizer"), world.person("moderator")]
    world.person("editor")
    world.person("organizer", email="")
    world.person("organizer", is_active=False)
    world.person("organizer", world.there)

    stored = submit(world.page)

    notices = stored.outbox.filter(kind="notice")
    assert {notice.user for notice in notices} == set(told)
    assert {notice.language for notice in notices} == {"fr"}


def test_the_mailbox_of_the_team_is_told_instead_of_its_members(world):
    world.person("organizer")
    world.here.email = "equipe@example.org"
    world.here.save()

    stored = submit(world.page)

    assert [n.mailbox for n in stored.outbox.filter(kind="notice")] == ["equipe@example.org"]


def test_colleagues_are_written_to_in_their_language(world):
    from wagtail.users.models import UserProfile

    person = world.organizer
    UserProfile.objects.create(user=person, preferred_language="en")

    assert submit(world.page).outbox.get(kind="notice").language == "en"


def test_without_email_there_is_no_acknowledgement(world):
    stored = submit(world.page, answers(email=None))

    assert not stored.outbox.filter(kind="acknowledgement")


def test_in_english(world):
    english = factories.translate(world.page, {"En une phrase": "In one sentence"})

    stored = submit(english)

    assert stored.language == "en"
    assert stored.form_version.language == "en"
    assert stored.form_key == world.page.form_key
    assert stored.outbox.get(kind="acknowledgement").language == "en"
    assert (stored.territory, stored.service) == (world.gatineau, world.organizing)
    assert set(stored.answers) == set(submit(world.page).answers)


# Routing ------------------------------------------------------------------------------------


def test_several_territories_of_one_team(world):
    world.here.territories.add(world.pontiac)

    stored = submit(world.page, answers(territory=["pontiac", "gatineau"]))

    assert stored.team == world.here
    assert stored.territory == world.gatineau
    assert set(stored.territories.all()) == {world.gatineau, world.pontiac}


@pytest.mark.parametrize("codes", [["gatineau", "pontiac"], ["unsure"]])
def test_nobody_answers_for_all_of_it(world, codes):
    router, organizer = world.intake, world.organizer

    stored = submit(world.page, answers(territory=codes))

    assert stored.is_unrouted and stored.team is None
    assert stored.outbox.get(kind="notice").user == router
    assert organizer.pk


@pytest.mark.parametrize("what", ["team", "service"])
def test_nobody_covers_it(world, what):
    if what == "team":
        world.here.active = False
        world.here.save()
    else:
        world.here.services.set([world.housing])

    assert submit(world.page).is_unrouted


def test_a_question_says_the_service(world):
    page = world.form(
        [*usual_questions(), block("service", label="Lequel?", key="which", role="service")]
    )
    world.here.services.add(world.housing)

    assert submit(page, answers(which=["housing"])).service == world.housing


def test_audience(world):
    audience = factories.audience("school")
    factories.audience("town")
    page = world.form(
        [*usual_questions(), block("audience", label="Qui?", key="who", role="audience")]
    )

    assert submit(page, answers(who=["school"])).audience == audience


def test_a_territory_of_another_establishment_is_ignored(world):
    where = usual_questions()
    (block_,) = [one for one in where if one["type"] == "territory"]
    block_["value"]["options"].append(
        {
            "type": "item",
            "id": "i9",
            "value": {"key": world.elsewhere.territory.code, "label": "Ailleurs"},
        }
    )
    page = world.form(where)

    stored = submit(page, answers(territory=["argenteuil"]))

    assert stored.is_unrouted and not stored.territories.all()


# Once ---------------------------------------------------------------------------------------


def test_the_same_submission_twice_is_one_request(world):
    form = uuid.uuid4()

    first, again = (submit(world.page, submission_id=form) for _number in range(2))

    assert first == again
    assert SupportRequest.objects.count() == ReferenceCounter.objects.get().last == 1
    assert OutboxMessage.objects.count() == 1
    assert operations.already_received(submission(world.page, answers(), submission_id=form))


def test_other_answers_on_the_same_form_are_another_request(world):
    form = uuid.uuid4()

    first = submit(world.page, submission_id=form)
    second = submit(world.page, answers(title="Autre"), submission_id=form)
    third = submit(world.page, answers(title="Encore"), submission_id=form)

    assert len({first, second, third}) == 3
    assert first.events.get().data == {}
    assert second.events.get().data == third.events.get().data == {"earlier": first.reference}


def test_order_of_the_answers_does_not_make_another_request(world):
    form = uuid.uuid4()
    raw = answers()

    first = submit(world.page, raw, submission_id=form)

    assert submit(world.page, dict(reversed(raw.items())), submission_id=form) == first


def test_references_follow_each_other_and_restart_each_year(world):
    with time_machine.travel("2026-12-31 23:30-05:00"):
        assert submit(world.page).reference == "OC-2026-00001"
        assert submit(world.page).reference == "OC-2026-00002"
    with time_machine.travel("2027-01-01 00:30-05:00"):
        assert submit(world.page).reference == "OC-2027-00001"


# Suspicion ----------------------------------------------------------------------------------


def test_quarantine_holds_the_notice_and_still_acknowledges(world):
    assert world.organizer.pk

    stored = submit(world.page, suspicions=("honeypot", "fast"))

    assert stored.quarantined_at and stored.suspicions == ["honeypot", "fast"]
    assert stored.is_open and stored.state == "received"
    assert list(stored.outbox.values_list("kind", flat=True)) == ["acknowledgement"]
    assert stored.events.get().data == {"reasons": ["honeypot", "fast"]}


# All or nothing -----------------------------------------------------------------------------


@pytest.mark.parametrize("broken", ["post_to_requester", "post_notice"])
def test_a_failure_inside_leaves_nothing(world, monkeypatch, broken):
    submit(world.page)
    before = everything()

    def fail(*args, **kwargs):
        raise RuntimeError("the outbox is full")

    monkeypatch.setattr(outbox, broken, fail)
    with pytest.raises(RuntimeError):
        submit(world.page, answers(title="Autre"))

    assert everything() == before
    monkeypatch.undo()
    assert submit(world.page, answers(title="Autre")).reference.endswith("-00002")


def everything():
    return (
        SupportRequest.objects.count(),
        Contact.objects.count(),
        RequestEvent.objects.count(),
        OutboxMessage.objects.count(),
        ReferenceCounter.objects.get().last,
    )


def test_the_signal_leaves_after_the_commit(world, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, request, **kwargs):
        heard.append(request.reference)

    signals.request_received.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            stored = submit(world.page)
            assert heard == []
    finally:
        signals.request_received.disconnect(listen)
    assert heard == [stored.reference]


def test_a_listener_that_fails_harms_nobody(world, django_capture_on_commit_callbacks):
    def fail(**kwargs):
        raise RuntimeError

    signals.request_received.connect(fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            stored = submit(world.page)
    finally:
        signals.request_received.disconnect(fail)
    assert SupportRequest.objects.get() == stored


# Cost ---------------------------------------------------------------------------------------


def test_queries_do_not_follow_the_number_of_questions(world):
    def cost(extra):
        more = [block("text", label=f"Question {n}", key=f"more_{n}") for n in range(extra)]
        page = world.form([*usual_questions(), *more])
        given = submission(page, answers(**{f"more_{n}": "mot" for n in range(extra)}))
        with CaptureQueriesContext(connection) as queries:
            operations.receive(given)
        return len(queries)

    submit(world.page)
    assert cost(5) == cost(50)


def test_a_deleted_page_or_none_of_its_settings(world):
    """Due dates fall back to usual delays when the page is gone."""
    stored = submit(world.page)
    stored.page = None

    from coorg_forms.operations.promises import promised_days

    assert promised_days(None, "read") == 5
    assert promised_days(world.page, "answer") == world.page.answer_days


def test_one_territory_and_not_sure_waits_to_be_routed(page, world):
    request = submit(page, answers(territory=["gatineau", "unsure"]))
    assert request.is_unrouted and request.team is None
    assert request in SupportRequest.objects.visible_to(world.intake)
    assert list(request.territories.all()) == [world.gatineau]  # who works there may read it


def test_whether_it_names_territories_besides_the_one_that_answers(page, world):
    alone = submit(page, answers(territory=["gatineau"]))
    assert not alone.other_territories
    unsure = submit(page, answers(territory=["gatineau", "unsure"]))
    assert unsure.other_territories == f"|{world.gatineau.pk}|"
    there = {"territory": world.pontiac, "service": world.organizing}
    operations.route(user=world.intake, request=unsure, version=1, **there)
    stored = SupportRequest.objects.get(pk=unsure.pk)
    assert stored.other_territories == f"|{world.gatineau.pk}|"
    assert unsure in SupportRequest.objects.visible_to(world.organizer)
