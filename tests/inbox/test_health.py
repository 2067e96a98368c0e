"""What does not work, as those who oversee read it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coorg_forms.delivery import health
from coorg_forms.models import ContactPoint, JobHeartbeat, Preference, SupportRequest
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def well(world):
    """A world in which all is well."""
    world.page  # noqa: B018
    for job in ("deliver", "housekeeping"):
        JobHeartbeat.beat(job)
    today = timezone.localdate()
    world.team_housing = factories.team(
        world.establishment, [world.gatineau, world.pontiac], [world.housing], email="l@example.org"
    )
    for team in (world.here, world.there):
        team.email = "equipe@example.org"
        team.save()
    for year in (today.year, today.year + 1):
        factories.holiday(world.establishment, f"{year}-12-25")
    ContactPoint.objects.update(last_verified=today)
    return world


@pytest.fixture
def look(well, sign_in):
    """``look()`` → what the manager reads on the page."""
    client = sign_in(well.manager)
    return lambda: client.get(reverse("coorg_requests:health")).content.decode()


def test_all_is_well(well, look, sign_in):
    assert "All is well." in look()
    assert "coorg-health" not in sign_in(well.manager).get("/admin/").content.decode()


def _mail(world):
    factories.submit(world.page).outbox.update(status="failed", attempts=8)


def _scan(world):
    request = factories.submit(world.page)
    request.files.create(
        question="q", name="a.pdf", size=1, sha256="0", scan="infected", content_type="text/plain"
    )


def _unrouted(world):
    factories.submit(world.page, factories.answers(territory=["unsure"]))
    SupportRequest.objects.update(received_at=timezone.now() - timedelta(days=2))


def _deaf(world):
    factories.team(world.establishment, name="Sourde")


def _behind(world):
    """Published by no form of the editor: nobody was asked."""
    page = world.page
    factories.translate(page, {})
    page.intro = "Autre chose."
    page.save_revision().publish()


def _hidden(world):
    factories.rule(world.establishment, name="Tout", team=None)
    factories.rule(world.establishment, name="Écoles", team=None)


def _offered_no_more(world):
    factories.rule(world.establishment, services=[world.housing], name="Logement", team=None)
    world.establishment.services.remove(world.housing)


def _closed(world):
    gone = factories.team(world.establishment, name="Close", active=False)
    factories.rule(world.establishment, name="Chez eux", team=gone)


TROUBLES = {
    "“Écoles” never takes a request: “Tout” takes the same requests first.": _hidden,
    "“Logement” never takes a request: what it asks for is not offered": _offered_no_more,
    "“Chez eux” never takes a request: its team is inactive": _closed,
    "(English): 1 text waits for its translation": _behind,
    "could not be delivered": _mail,
    "infected or could not be scanned": _scan,
    "more than a day to be routed": _unrouted,
    "Nobody is told of the requests of “Sourde”": _deaf,
    "No team in Gatineau for: Logement social": lambda world: world.team_housing.delete(),
    "Has not run since": lambda world: JobHeartbeat.objects.update(at="2020-01-01T12:00Z"),
    "Never ran": lambda world: JobHeartbeat.objects.all().delete(),
    "not verified for months": lambda world: ContactPoint.objects.update(last_verified=None),
    "no list of holidays": lambda world: world.establishment.holidays.all().delete(),
}


@pytest.mark.parametrize("said", TROUBLES)
def test_each_trouble_is_said_with_what_to_do(well, look, said, sign_in):
    TROUBLES[said](well)

    html = look()
    assert said in html and "All is well" not in html
    home = sign_in(well.manager).get("/admin/").content.decode()
    assert "coorg-health" in home and said in home
    assert "coorg-health" not in sign_in(well.moderator).get("/admin/").content.decode()


def test_what_is_elsewhere_does_not_show(well, look):
    factories.team(well.elsewhere.establishment, name="Sourde")
    assert "All is well." in look()


def test_a_check_is_a_function_in_a_list(well, look, monkeypatch):
    def mine(scope):
        yield health.Trouble("Une règle ne s’applique à rien.", "La retirer.")

    monkeypatch.setattr(health, "CHECKS", [*health.CHECKS, mine])
    assert "Une règle ne s’applique à rien." in look()


def test_a_job_beats_once_a_minute_at_most():
    JobHeartbeat.beat("deliver")
    first = JobHeartbeat.objects.get().at
    JobHeartbeat.beat("deliver")
    assert JobHeartbeat.objects.get().at == first
    JobHeartbeat.objects.update(at=first - timedelta(minutes=2))
    JobHeartbeat.beat("deliver")
    assert JobHeartbeat.objects.get().at >= first


def test_a_person_says_how_often_they_are_reminded(world, sign_in):
    client = sign_in(world.organizer)
    url = reverse("wagtailadmin_account")
    assert "coorg_digest" in client.get(url).content.decode()
    shown = client.get(url).context
    data = {
        f"{panel.name}-{name}": form.initial.get(name) or form[name].value() or ""
        for panels in shown["panels_by_tab"].values()
        for panel in panels
        for form in [panel.get_form()]
        for name in form.fields
    }
    client.post(url, {**data, "coorg_digest-digest": "weekly"})

    assert Preference.objects.get(user=world.organizer).digest == "weekly"
    assert "coorg_digest" not in sign_in(world.person("editor")).get(url).content.decode()
