"""While someone is away, another acts; nothing is rewritten, and the return is automatic."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Absence, SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.operations.assign import assignable
from coorg_forms.operations.errors import Forbidden
from tests import factories
from tests.inbox.conftest import fresh, url

ABSENCES = "coorg_requests:absences"


@pytest.fixture
def zoe(world):
    """The organizer of Gatineau, who looks after a request."""
    return world.person("organizer", first_name="Zoé", last_name="Absente")


@pytest.fixture
def luc(world):
    """An organizer of the Pontiac only."""
    return world.person("organizer", world.there, first_name="Luc", last_name="Présent")


@pytest.fixture
def held(world, zoe) -> SupportRequest:
    stored = factories.submit(world.page)
    return operations.take(user=zoe, request=stored)


def day(offset: int):
    return timezone.localdate() + timedelta(days=offset)


def view(person, code="index", *args) -> str:
    return reverse(f"coorg_requests:{code}", args=args)


def told(request, kind="notice") -> set:
    return {mail.user for mail in request.outbox.filter(kind=kind)}


# What comes of it -------------------------------------------------------------------------------


def test_the_replacement_reaches_the_requests_for_those_days_only(world, zoe, luc, held):
    absence = factories.absence(zoe, luc, days=(1, 3))
    assert held not in SupportRequest.objects.visible_to(luc)
    for days, reached in {0: False, 1: True, 3: True, 4: False}.items():
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert (held in SupportRequest.objects.visible_to(luc)) is reached, days
            assert Reach(luc).covers(held) is reached
            assert (luc in assignable(held)) is reached
    assert fresh(held).assignee == zoe and Absence.objects.get() == absence


def test_the_reach_of_a_replacement_stays_in_the_establishment(world, zoe, luc):
    elsewhere = world.elsewhere
    factories.Membership.objects.create(user=zoe, team=elsewhere.team)
    factories.absence(zoe, luc)
    assert {team.pk for team in Reach(luc).teams} == {world.here.pk, world.there.pk}
    assert not luc.has_perm("coorg_forms.decide_supportrequest")


def test_a_replacement_who_is_away_too_is_replaced(world, zoe, luc, held):
    ada = world.person("organizer", world.there, first_name="Ada")
    factories.absence(zoe, luc)
    factories.absence(luc, ada)
    assert held in SupportRequest.objects.visible_to(ada)
    factories.rule(world.establishment, team=world.here, person=zoe)
    assert factories.submit(world.page).assignee == ada


def test_news_go_to_the_replacement_and_back_after_the_return(world, zoe, luc, held):
    factories.absence(zoe, luc, days=(0, 2))
    operations.move(user=luc, request=held, move="ask", version=held.version, reason="Quand?")
    operations.answer(request=fresh(held), body="Samedi.")
    assert told(held, "answered") == {luc}
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        held = fresh(held)
        operations.move(user=zoe, request=held, move="ask", version=held.version, reason="Où?")
        operations.answer(request=fresh(held), body="Ici.")
    assert told(held, "answered") == {luc, zoe}


def test_a_notice_to_the_team_goes_to_those_who_are_there(world, zoe, luc):
    colleague = world.person("organizer")
    factories.absence(zoe, luc)
    assert told(factories.submit(world.page)) == {colleague, luc}


def test_when_everyone_is_away_somebody_is_told_nevertheless(world, zoe):
    factories.absence(zoe)
    assert told(factories.submit(world.page)) == {zoe}


def test_a_rule_gives_to_the_replacement_or_to_the_team(world, zoe, luc):
    factories.rule(world.establishment, team=world.here, person=zoe)
    absence = factories.absence(zoe, luc)
    assert factories.submit(world.page).assignee == luc
    Absence.objects.filter(pk=absence.pk).update(replacement=None)
    stored = factories.submit(world.page)
    assert (stored.team, stored.assignee) == (world.here, None)


# What is shown ----------------------------------------------------------------------------------


def test_the_replacement_has_a_view_of_what_is_theirs_for_now(world, zoe, luc, held, sign_in):
    client = sign_in(luc)
    theirs = reverse("coorg_requests:view_index", args=[f"for_{zoe.pk}"])
    assert client.get(theirs).status_code == 404
    factories.absence(zoe, luc)
    html = client.get(theirs).content.decode()
    assert held.reference in html and "Mine for Zoé Absente" in html
    assert theirs in client.get(reverse("coorg_requests:index")).content.decode()
    mine = reverse("coorg_requests:view_index", args=["mine"])
    assert held.reference not in client.get(mine).content.decode()
    assert sign_in(world.organizer).get(theirs).status_code == 404


def test_the_list_and_the_request_say_who_is_away(world, zoe, luc, held, moderator):
    factories.absence(zoe, luc)
    for address in (reverse("coorg_requests:index"), url("detail", held)):
        html = moderator.get(address).content.decode()
        assert "away until" in html and "replaced by Luc Présent" in html


def test_the_list_reads_absences_once(world, zoe, luc, held, moderator):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert moderator.get(reverse("coorg_requests:index")).status_code == 200
        return len(captured)

    factories.absence(zoe, luc)
    queries()
    few = queries()
    for _more in range(3):
        person = world.person("organizer")
        operations.take(user=person, request=factories.submit(world.page))
        factories.absence(person, luc)
    assert queries() == few


# Who declares -----------------------------------------------------------------------------------


def declared(person, replacement=None, **changes) -> dict:
    return {
        "person": person.pk,
        "starts_on": day(1).isoformat(),
        "ends_on": day(5).isoformat(),
        "replacement": replacement.pk if replacement else "",
        **changes,
    }


def test_a_person_declares_their_own_absence_and_ends_it(zoe, luc, sign_in):
    client = sign_in(zoe)
    assert client.post(reverse(ABSENCES), declared(zoe, luc)).status_code == 302
    absence = Absence.objects.get()
    assert (absence.user, absence.replacement, absence.declared_by) == (zoe, luc, zoe)
    assert "Luc Présent" in client.get(reverse(ABSENCES)).content.decode()
    client.post(reverse("coorg_requests:end_absence", args=[absence.pk]))
    assert not Absence.objects.exists()


def test_an_absence_that_has_begun_ends_yesterday(zoe, luc, sign_in):
    absence = factories.absence(zoe, luc, days=(-2, 5))
    sign_in(zoe).post(reverse("coorg_requests:end_absence", args=[absence.pk]))
    assert Absence.objects.get().ends_on == day(-1)


def test_a_manager_declares_that_of_anyone_of_the_establishment(world, zoe, luc, sign_in):
    manager = sign_in(world.manager)
    assert manager.post(reverse(ABSENCES), declared(zoe, luc)).status_code == 302
    foreigner = world.person("organizer", world.elsewhere.team)
    assert manager.post(reverse(ABSENCES), declared(foreigner)).status_code == 422
    for person, replacement in ((foreigner, None), (zoe, foreigner)):
        with pytest.raises(Forbidden):
            operations.declare_absence(
                user=world.manager,
                person=person,
                replacement=replacement,
                starts_on=day(10),
                ends_on=day(12),
            )


def test_nobody_else_declares_or_ends_it(zoe, luc, sign_in):
    client = sign_in(luc)
    assert client.post(reverse(ABSENCES), declared(zoe)).status_code == 422
    absence = factories.absence(zoe)
    end = reverse("coorg_requests:end_absence", args=[absence.pk])
    assert client.post(end).status_code == 404
    with pytest.raises(Forbidden):
        operations.end_absence(user=luc, absence=absence)


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"ends_on": "2020-01-01"}, "These days are past."),
        ({"starts_on": "2999-01-01"}, "The last day comes before the first."),
        ({"starts_on": ""}, "This field is required."),
    ],
)
def test_impossible_days_are_refused_and_what_was_typed_is_kept(
    zoe, luc, sign_in, changes, sentence
):
    answer = sign_in(zoe).post(reverse(ABSENCES), declared(zoe, luc, **changes))
    html = answer.content.decode()
    assert answer.status_code == 422 and sentence in html
    assert f'value="{luc.pk}" selected' in html


def test_two_absences_do_not_overlap(zoe, luc, sign_in):
    factories.absence(zoe, days=(3, 9))
    answer = sign_in(zoe).post(reverse(ABSENCES), declared(zoe, luc))
    assert "Another absence holds some of these days." in answer.content.decode()
