"""Who may see and who may act: every role × where the request lies."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from coorg_forms.models import Membership, SupportRequest, full_text
from coorg_forms.models.full_text import Sought
from coorg_forms.models.other_territories import naming
from coorg_forms.models.reach import Reach
from coorg_forms.models.written_keys import as_text
from coorg_forms.triage.roles import ROLES
from tests import factories
from tests.factories import answers, submit, usual_questions

#: role → place → may see (``s``), may act upon (``a``).
EXPECTED = {
    role: {"own": "sa", "concerned": "s", "foreign": "", "unrouted": "", "other": ""}
    for role in ROLES
}
EXPECTED["intake"]["unrouted"] = "sa"
EXPECTED["intake"]["concerned"] = "s"
for role in ("manager", "auditor", "privacy"):
    EXPECTED[role] = {
        "own": "sa",
        "concerned": "sa",
        "foreign": "sa",
        "unrouted": "sa",
        "other": "",
    }
EXPECTED["editor"] = dict.fromkeys(EXPECTED["editor"], "")


@pytest.fixture
def places(world):
    """A request in each place, seen from the team of Gatineau; the same in quarantine."""
    factories.team(world.establishment, [world.gatineau], [world.housing])
    both = factories.team(world.establishment, [world.pontiac, world.gatineau], [world.organizing])
    assert both
    elsewhere = world.elsewhere
    far = factories.form_page(
        usual_questions(), establishment=elsewhere.establishment, service=elsewhere.service
    )
    raws = {
        "own": (world.page, ["gatineau"]),
        "concerned": (world.page, ["pontiac", "gatineau"]),
        "foreign": (world.page, ["pontiac"]),
        "unrouted": (world.page, ["unsure"]),
        "other": (far, ["argenteuil"]),
    }
    made = {}
    for place, (page, codes) in raws.items():
        for quarantine in (False, True):
            made[place, quarantine] = submit(
                page, answers(territory=codes), suspicions=("fast",) if quarantine else ()
            )
    # The one that concerns Gatineau is in the charge of Pontiac.
    SupportRequest.objects.filter(pk__in=[made["concerned", q].pk for q in (False, True)]).update(
        territory=world.pontiac, other_territories=as_text([world.gatineau.pk])
    )
    return made


def test_reach_of_each_role(world, places):
    for role in ROLES:
        person = world.person(role)
        seen = set(SupportRequest.objects.visible_to(person))
        charged = set(SupportRequest.objects.in_charge_of(person))
        for (place, quarantine), request in places.items():
            expected = EXPECTED[role][place]
            assert (request in seen) is ("s" in expected), (role, place, quarantine)
            assert (request in charged) is ("a" in expected), (role, place, quarantine)
            current = SupportRequest.objects.get(pk=request.pk)
            assert Reach(person).covers(current) is ("a" in expected), (role, place, quarantine)


def test_the_parts_are_together_all_that_is_seen(world, places):
    people = [world.person(role) for role in ROLES]
    people.append(world.person("manager", is_superuser=True))
    people.append(world.person("organizer", is_active=False))
    for person in people:
        parts = SupportRequest.objects.parts_visible_to(person)
        seen = SupportRequest.objects.visible_to(person)
        assert {row for part in parts for row in part} == set(seen), person


def test_the_index_of_words_knows_what_is_seen(world, places):
    """Alone, without any condition on rows: neither more nor less."""
    index, rows = full_text.index("default"), SupportRequest.objects
    some = rows.filter(pk__in=[request.pk for (_place, spam), request in places.items() if spam])
    some.update(closed_at=timezone.now(), state="closed", outcome="completed")
    rows.filter(pk=places["foreign", False].pk).update(service=None)
    people = [world.person(role) for role in ROLES]
    people += [world.person("organizer", world.here, world.there), world.person("intake")]
    people.append(world.person("manager", is_superuser=True))
    stages = {"o": rows.filter(closed_at=None, quarantined_at=None), "e": rows.ended()}
    for person in people:
        reach = Reach(person)
        for stage, held in stages.items():
            found = set(index.keys(Sought(("jardin",), (reach.words(stage),)), 99))
            seen = set(held.visible_to(person).values_list("pk", flat=True))
            if person.is_superuser and stage == "e":  # nearly everything: asked of the rows
                assert not reach.words(stage) and found > seen
            else:
                assert reach.is_nowhere or found == seen, (person, stage)


def test_a_territory_is_named_by_its_whole_key(world, places):
    request = places["own", False]
    SupportRequest.objects.filter(pk=request.pk).update(other_territories=as_text({12, 3}))
    assert as_text({12, 3}) == "|3|12|" and as_text([]) == ""
    many = set(range(100, 1200))  # more conditions than SQLite nests
    named = ({3}, {12}, {2, 12}, many | {12})
    for keys in (*named, {1, 2}, {}, many, many | {1, 2}):
        found = SupportRequest.objects.filter(naming(keys), pk=request.pk)
        assert found.exists() is (keys in named), keys


def test_hundreds_of_territories_fit_into_an_index(world, places):
    request = places["own", False]
    everywhere = as_text(range(1_000_000, 1_001_000))
    assert len(everywhere) < 2100 and everywhere.startswith("|1000000|")
    SupportRequest.objects.filter(pk=request.pk).update(other_territories=everywhere)
    assert SupportRequest.objects.filter(naming({1_000_000}), pk=request.pk).exists()


@pytest.mark.parametrize("why", ["inactive", "expired", "not yet", "team", "none"])
def test_nothing_is_seen_without_a_current_membership(world, places, why):
    today = timezone.localdate()
    people = [world.person(role, is_active=why != "inactive").pk for role in ROLES]
    mine = Membership.objects.filter(user__in=people)
    if why == "expired":
        mine.update(valid_until=today - timedelta(1))
    elif why == "not yet":
        mine.update(valid_from=today + timedelta(1))
    elif why == "team":
        world.here.active = False
        world.here.save()
    elif why == "none":
        mine.delete()

    for person in get_user_model().objects.filter(pk__in=people):
        assert not SupportRequest.objects.visible_to(person), person
        assert not SupportRequest.objects.in_charge_of(person), person


def test_a_team_of_another_service_sees_nothing(world, places):
    world.here.services.set([world.housing])

    for role in ("organizer", "moderator"):
        assert not SupportRequest.objects.visible_to(world.person(role))


def test_a_membership_holds_on_its_first_and_last_day(world, places):
    person, today = world.person("organizer"), timezone.localdate()

    Membership.objects.filter(user=person).update(valid_from=today, valid_until=today)

    assert places["own", False] in SupportRequest.objects.visible_to(person)


def test_a_superuser_sees_everything_unless_inactive(world, places):
    person = factories.user(is_superuser=True)

    assert SupportRequest.objects.visible_to(person).count() == len(places)
    person.is_active = False
    assert SupportRequest.objects.visible_to(person).count() == 0


def test_anonymous_sees_nothing(world, places):
    from django.contrib.auth.models import AnonymousUser

    assert not SupportRequest.objects.visible_to(AnonymousUser())


def test_a_request_is_listed_once_whatever_the_number_of_teams(world, places):
    person = world.person("organizer", world.here, world.there)

    seen = list(SupportRequest.objects.visible_to(person))

    assert len(seen) == len(set(seen)) == 6


def test_a_request_without_service_is_to_route(world):
    page = world.form(usual_questions(), service=None)

    request = submit(page, answers(territory=["gatineau"]))

    assert request.is_unrouted
    assert request in SupportRequest.objects.to_route()
    assert request in SupportRequest.objects.visible_to(world.intake)
    assert request not in SupportRequest.objects.visible_to(world.organizer)


def test_the_number_of_queries_does_not_follow_the_number_of_teams(
    world, places, django_assert_num_queries
):
    def fresh(*teams):
        person = world.person("organizer", *teams)
        return get_user_model().objects.get(pk=person.pk)

    one, two = fresh(world.here), fresh(world.here, world.there)
    with django_assert_num_queries(6):  # permissions (2), memberships, territories, services, rows
        list(SupportRequest.objects.visible_to(one))
    with django_assert_num_queries(6):
        list(SupportRequest.objects.visible_to(two))
