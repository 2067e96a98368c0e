"""Two requests that are one: linked without loss, answered once, parted again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from coorg_forms import operations
from coorg_forms.models import Contact, Message, OutboxMessage, SupportRequest
from coorg_forms.models.relations import kept_of, treated_with
from coorg_forms.operations.errors import Forbidden, Incomplete, StaleRequest
from tests import factories


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def pair(world):
    return factories.submit(world.page), factories.submit(world.page)


def fresh(request) -> SupportRequest:
    return SupportRequest.objects.get(pk=request.pk)


def mark(user, request, other, version=None):
    now = fresh(request)
    seen = now.version if version is None else version
    reference = other if isinstance(other, str) else other.reference
    return operations.mark_duplicate(user=user, request=now, reference=reference, version=seen)


def write_to(request, email):
    Contact.objects.filter(request=request).update(email=email)


def actions(request) -> list[str]:
    return list(request.events.values_list("action", flat=True))


def test_both_are_kept_and_linked(world, pair):
    kept, request = pair
    answers = request.answers
    assert mark(world.moderator, request, f" {kept.reference.lower()} ") == kept
    now = fresh(request)
    assert (now.state, now.outcome, now.duplicate_of) == ("closed", "duplicate", kept)
    assert now.closed_at and now.due_on is None and now.answers == answers
    assert Contact.objects.filter(request=request).exists()
    assert fresh(kept).version == kept.version and fresh(kept).is_open
    assert actions(request)[-1] == "duplicated" and actions(kept)[-1] == "joined"
    assert treated_with(kept) == [request] and kept_of(now) == kept
    assert list(request.outbox.values_list("kind", flat=True)).count("update") == 1
    assert not kept.outbox.filter(kind="update").exists()


def test_who_may(world, pair):
    kept, request = pair
    allowed = {"intake", "moderator", "manager"}
    for role in ("intake", "organizer", "moderator", "manager", "auditor", "privacy"):
        verdict = operations.can_mark_duplicate(user=world.person(role), request=request)
        assert bool(verdict) == (role in allowed), role
    with pytest.raises(Forbidden):
        mark(world.organizer, request, kept)
    mark(world.moderator, request, kept)
    assert not operations.can_separate(user=world.organizer, request=fresh(request))


def test_the_other_is_in_reach_or_not_found(world, pair):
    """Out of reach, missing, or nonsense: the same words, nothing written."""
    _kept, request = pair
    hidden = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    said = set()
    for other in (hidden.reference, "OC-2099-00001", "<b>", ""):
        with pytest.raises(Incomplete) as refused:
            mark(world.moderator, request, other)
        assert refused.value.field == "reference"
        said.add(str(refused.value))
    assert said == {"No request has this number."}
    assert fresh(request).version == 1 and actions(hidden) == ["received"]


def test_never_itself_nor_in_a_circle_and_chains_lead_to_the_kept_one(world, pair):
    kept, request = pair
    third = factories.submit(world.page)
    with pytest.raises(Incomplete):
        mark(world.moderator, request, request)
    mark(world.moderator, request, kept)
    with pytest.raises(Incomplete, match="already"):
        mark(world.moderator, kept, request)
    assert mark(world.moderator, third, request) == kept
    fourth = factories.submit(world.page)
    mark(world.moderator, kept, fourth)
    assert kept_of(fresh(third)) == fourth
    assert treated_with(fourth) == [kept, request, third]
    with pytest.raises(Incomplete):
        mark(world.moderator, fourth, third)


def test_the_database_holds_no_half_link(world, pair):
    kept, request = pair
    ended = {"state": "closed", "closed_at": timezone.now(), "outcome": "duplicate"}
    halves = (
        {"duplicate_of": kept},
        ended,
        {**ended, "duplicate_of": request},
    )
    for half in halves:
        with pytest.raises(IntegrityError), transaction.atomic():
            SupportRequest.objects.filter(pk=request.pk).update(**half)


def test_not_in_quarantine_not_ended_not_of_another_establishment(world, pair):
    kept, request = pair
    suspect = factories.submit(world.page, suspicions=("honeypot",))
    assert not operations.can_mark_duplicate(user=world.moderator, request=suspect)
    with pytest.raises(Incomplete, match="quarantine"):
        mark(world.moderator, request, suspect)
    elsewhere = world.elsewhere
    form = world.form(
        factories.usual_questions(),
        establishment=elsewhere.establishment,
        service=elsewhere.service,
        contact=factories.contact_point(elsewhere.establishment),
    )
    theirs = factories.submit(form, factories.answers(territory=["argenteuil"]))
    both = world.person("moderator", world.here, elsewhere.team)
    with pytest.raises(Incomplete, match="establishment"):
        mark(both, request, theirs)
    mark(world.moderator, request, kept)
    assert not operations.can_mark_duplicate(user=world.moderator, request=fresh(request))


def test_the_second_of_two_people_is_told(world, pair):
    kept, request = pair
    third = factories.submit(world.page)
    seen = fresh(request).version
    mark(world.moderator, request, kept, seen)
    with pytest.raises(StaleRequest):
        mark(world.manager, request, third, seen)
    assert fresh(request).duplicate_of == kept and actions(third) == ["received"]


def test_undone_in_time_nobody_is_told(world, pair, settings):
    settings.COORG_FORMS_UNDO_SECONDS = 15
    kept, request = pair
    before = fresh(request)
    mark(world.moderator, request, kept)
    event = operations.last_act(user=world.moderator, request=request)
    operations.undo(user=world.moderator, request=fresh(request), event=event)
    now = fresh(request)
    for name in ("state", "outcome", "duplicate_of_id", "due_on", "closed_at"):
        assert getattr(now, name) == getattr(before, name), name
    assert event.mails.get().status == "cancelled"
    assert actions(kept)[-2:] == ["joined", "parted"]


def test_parted_later_it_stands_where_it_stood(world, pair):
    kept, request = pair
    operations.move(user=world.moderator, request=fresh(request), move="review", version=1)
    mark(world.moderator, request, kept)
    now = operations.separate(user=world.moderator, request=fresh(request), version=3)
    assert (now.state, now.outcome, now.duplicate_of) == ("review", "", None)
    assert now.is_open and now.due_on > timezone.localdate()
    assert actions(request)[-1] == "separated" and actions(kept)[-1] == "parted"
    event = operations.last_act(user=world.moderator, request=request)
    assert not operations.can_undo(user=world.moderator, request=fresh(request), event=event)
    with pytest.raises(Forbidden):
        operations.separate(user=world.moderator, request=fresh(request), version=4)


def test_a_postponed_one_comes_back_to_the_review(world, pair):
    kept, request = pair
    later = timezone.localdate() + timedelta(days=30)
    SupportRequest.objects.filter(pk=request.pk).update(state="postponed", due_on=later)
    mark(world.moderator, request, kept)
    now = operations.separate(user=world.moderator, request=fresh(request), version=2)
    assert now.state == "review" and now.due_on


# Answered once --------------------------------------------------------------------------------


def reply(world, request, also, body="Le jardin ouvre en mai."):
    return operations.reply(
        user=world.moderator,
        request=fresh(request),
        body=body,
        version=fresh(request).version,
        also=[fresh(one) for one in also],
    )


def test_the_same_words_to_each_apart(world, pair):
    kept, request = pair
    write_to(request, "autre@example.org")
    mark(world.moderator, request, kept)
    reply(world, kept, [request])
    for one, address in ((kept, "eloise@example.org"), (request, "autre@example.org")):
        mail = one.outbox.get(kind="reply")
        assert mail.recipient == address
        assert one.messages.get(kind="reply").body == "Le jardin ouvre en mai."
        assert fresh(one).first_contact_at


def test_only_to_its_duplicates_and_where_one_may_write(world, pair):
    kept, request = pair
    with pytest.raises(Forbidden):
        reply(world, kept, [request])
    hidden = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    operations.mark_duplicate(
        user=world.manager, request=hidden, reference=kept.reference, version=1
    )
    with pytest.raises(Forbidden):
        reply(world, kept, [hidden])
    assert not Message.objects.filter(kind="reply").exists()


@pytest.mark.parametrize(
    "body",
    ["Bonjour Éloïse!", "Bonjour madame NGUYEN-O’Connor", "{reference}", "eloise@example.org"],
)
def test_nobody_learns_who_else_asked(world, pair, body):
    kept, request = pair
    write_to(request, "autre@example.org")
    mark(world.moderator, request, kept)
    with pytest.raises(Forbidden, match="name the person"):
        reply(world, kept, [request], body.format(reference=kept.reference))
    assert not OutboxMessage.objects.filter(kind="reply").exists()
    write_to(request, "ELOISE@example.org")
    assert reply(world, kept, [request], body.format(reference=kept.reference))


def test_one_undo_takes_both_back(world, pair, settings):
    settings.COORG_FORMS_UNDO_SECONDS = 15
    kept, request = pair
    write_to(request, "autre@example.org")
    mark(world.moderator, request, kept)
    reply(world, kept, [request])
    event = operations.last_act(user=world.moderator, request=kept)
    operations.undo(user=world.moderator, request=fresh(kept), event=event)
    assert set(OutboxMessage.objects.filter(kind="reply").values_list("status", flat=True)) == {
        "cancelled"
    }
    assert not Message.objects.filter(kind="reply", withdrawn_at=None).exists()


def test_a_colleague_who_wrote_on_the_duplicate_keeps_the_whole(world, pair, settings):
    settings.COORG_FORMS_UNDO_SECONDS = 15
    kept, request = pair
    write_to(request, "autre@example.org")
    mark(world.moderator, request, kept)
    reply(world, kept, [request])
    event = operations.last_act(user=world.moderator, request=kept)
    operations.reply(user=world.manager, request=fresh(request), body="Encore", version=3)
    with pytest.raises(Forbidden):
        operations.undo(user=world.moderator, request=fresh(kept), event=event)
    assert not Message.objects.exclude(withdrawn_at=None).exists()
