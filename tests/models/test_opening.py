"""When a form is open, from its dates and its places."""

from datetime import UTC, datetime, timedelta

import pytest

from coorg_forms import operations
from coorg_forms.models import RequestFormPage, SupportRequest
from tests import factories

pytestmark = pytest.mark.django_db  # a page asks which kind of content it is

NOON = datetime(2027, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def form(**fields):
    page = RequestFormPage(title="Formulaire", **fields)
    page.in_default_language = page
    return page


@pytest.mark.parametrize(
    "fields, state",
    [
        ({}, "open"),
        ({"opens_at": NOON}, "open"),
        ({"opens_at": NOON + HOUR}, "soon"),
        ({"closes_at": NOON + HOUR}, "open"),
        ({"closes_at": NOON}, "ended"),
        ({"opens_at": NOON + HOUR, "closes_at": NOON}, "soon"),
    ],
)
def test_state(fields, state):
    assert form(**fields).opening(NOON).state == state


@pytest.mark.parametrize(
    "begun, now, accepted",
    [
        (NOON - HOUR, NOON, True),
        (NOON, NOON + HOUR, True),
        (NOON - HOUR, NOON + 2 * HOUR, True),
        (NOON - HOUR, NOON + 2 * HOUR + timedelta(seconds=1), False),
        (NOON + timedelta(seconds=1), NOON + HOUR, False),
        (None, NOON, False),
    ],
)
def test_whoever_had_begun_has_some_hours_left(begun, now, accepted):
    opening = form(closes_at=NOON, grace_hours=2).opening(now)

    assert opening.accepts(begun, now) is accepted


def test_nothing_is_accepted_before_the_opening():
    opening = form(opens_at=NOON).opening(NOON - HOUR)

    assert not opening.accepts(NOON - 2 * HOUR, NOON - HOUR)


@pytest.mark.parametrize("days, soon", [(1, True), (14, True), (15, False)])
def test_a_coming_end_is_announced(days, soon):
    opening = form(closes_at=NOON + timedelta(days=days)).opening(NOON)

    assert opening.closes_soon(NOON) is soon
    assert not form().opening(NOON).closes_soon(NOON)


def test_places(world):
    page = world.form(factories.usual_questions(), capacity=2)
    factories.submit(page)
    assert page.opening().is_open
    last = factories.submit(page, factories.answers(title="Autre"))

    opening = page.opening()
    assert (opening.state, opening.shut_at) == ("full", last.received_at)
    assert opening.accepts(last.received_at - HOUR, last.received_at + HOUR)
    assert not opening.accepts(last.received_at + HOUR, last.received_at + 2 * HOUR)
    SupportRequest.objects.filter(pk=last.pk).update(outcome="spam", closed_at=last.received_at)
    assert page.opening().is_open


def test_a_duplicate_takes_no_place(world):
    page = world.form(factories.usual_questions(), capacity=2)
    kept, again = factories.submit(page), factories.submit(page)
    assert page.opening().state == "full"
    operations.mark_duplicate(
        user=world.manager, request=again, reference=kept.reference, version=again.version
    )
    assert page.opening().is_open


def test_requests_of_before_the_opening_take_no_place(world):
    page = world.form(factories.usual_questions(), capacity=1)
    stored = factories.submit(page)
    page.opens_at = stored.received_at + timedelta(seconds=1)

    assert page.opening(page.opens_at).is_open


def test_every_language_opens_and_closes_with_the_default_one(world):
    page = world.form(factories.usual_questions(), closes_at=NOON)
    english = factories.translate(page, {})
    RequestFormPage.objects.filter(pk=english.pk).update(closes_at=None)
    english = RequestFormPage.objects.get(pk=english.pk)

    assert english.opening(NOON).state == "ended"
