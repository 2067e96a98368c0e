"""The report: its figures, its period, its scope, its file, and what it costs."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Audience, SupportRequest, Theme
from tests import factories
from tests.inbox.conftest import fresh

pytestmark = pytest.mark.django_db
YEAR = {"since": "2026-01-01", "until": "2026-12-31"}


def at(day: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T12:00"))


def submit(world, number: int, day="2026-03-02", where="gatineau", **columns):
    """``number`` requests received on ``day``."""
    for _number in range(number):
        made = factories.submit(world.page, factories.answers(territory=[where]))
        SupportRequest.objects.filter(pk=made.pk).update(received_at=at(day), **columns)
    return fresh(made)


def look(client, **query):
    response = client.get(reverse("coorg_requests:reports"), {**YEAR, **query})
    return BeautifulSoup(response.content, "html.parser")


def table(html, code: str) -> dict[str, list[str]]:
    """Label of a row → its cells as they are read."""
    rows = html.find("section", {"aria-labelledby": f"coorg-by-{code}"}).find_all("tr")[1:]
    return {
        " ".join(row.th.text.split()): [" ".join(cell.text.split()) for cell in row.find_all("td")]
        for row in rows
    }


@pytest.fixture
def manager(world, sign_in):
    return sign_in(world.manager)


def test_numbers_and_business_days(world, manager):
    ended = {"state": "closed", "outcome": "completed", "closed_at": at("2026-06-01")}
    submit(world, 6, first_contact_at=at("2026-03-03"), decided_at=at("2026-03-10"), **ended)
    submit(world, 5, first_contact_at=at("2026-03-09"), where="pontiac")
    html = look(manager)

    assert table(html, "territory") == {
        "Gatineau (English)": [
            "6",
            "0",
            "1 day (9 in 10 within 1 day)",
            "6 days (9 in 10 within 6 days)",
        ],
        "Pontiac (English)": ["5", "5", "5 days (9 in 10 within 5 days)", "too few"],
        "Together": ["11", "5", "1 day (9 in 10 within 5 days)", "6 days (9 in 10 within 6 days)"],
    }
    assert list(table(html, "month")) == ["March 2026", "Together"]
    assert table(html, "outcome")["Completed"][0] == "6"
    assert html.find("section", {"aria-labelledby": "coorg-by-territory"}).find("svg") is not None


def test_the_days_of_the_establishment_do_not_count(world, manager):
    factories.holiday(world.establishment, "2026-03-04")
    submit(world, 5, first_contact_at=at("2026-03-06"))

    assert table(look(manager), "month")["March 2026"][2].startswith("3 days")


def test_small_numbers_are_hidden_and_so_is_what_tells_them(world, manager):
    submit(world, 7, where="gatineau")
    submit(world, 6, where="pontiac")
    submit(world, 2, where="unsure")
    shown = table(look(manager), "territory")

    assert shown["Gatineau (English)"][0] == "7"
    assert shown["Pontiac (English)"][0] == shown["Not routed yet"][0] == "not shown"
    assert shown["Together"][0] == "15"


def test_the_period_counts_whole_days(world, manager):
    for day in ("2026-01-01", "2026-03-31", "2026-04-01"):
        submit(world, 5, day)

    assert table(look(manager, until="2026-03-31"), "month")["Together"][0] == "10"
    assert "before the beginning" in look(manager, until="2025-12-31").text
    assert "No request was received" in look(manager, since="2026-12-01").text


def test_spam_and_quarantine_are_no_requests(world, manager):
    submit(world, 5)
    submit(world, 5, quarantined_at=timezone.now())
    submit(world, 5, outcome="spam", state="closed", closed_at=timezone.now())

    assert table(look(manager), "month")["Together"][0] == "5"


def test_what_is_out_of_reach_is_not_counted(world, sign_in, superuser):
    elsewhere = world.elsewhere
    submit(world, 5)
    SupportRequest.objects.update(establishment=elsewhere.establishment)
    submit(world, 6)

    for role in ("manager", "auditor"):
        html = look(sign_in(world.person(role)))
        assert table(html, "month")["Together"][0] == "6"
        assert elsewhere.establishment.short_name not in html.text
    whole = look(sign_in(superuser))
    assert table(whole, "month")["Together"][0] == "11"
    theirs = look(sign_in(superuser), establishment=elsewhere.establishment.pk)
    assert table(theirs, "month")["Together"][0] == "5"
    foreign = look(sign_in(world.manager), establishment=elsewhere.establishment.pk)
    assert foreign.find("section") is None


def test_the_load_of_each_person_leads_to_their_list(world, manager):
    mine = submit(world, 1)
    operations.take(user=world.organizer, request=mine)
    submit(world, 1, due_on=timezone.localdate() - timedelta(days=1))
    rows = look(manager).select("#coorg-load ~ div tbody tr")

    assert [row.th.text for row in rows] == [world.organizer.get_full_name(), "Nobody yet"]
    assert [cell.text for cell in rows[1].find_all("td")][:2] == ["1", "1"]
    listed = manager.get(rows[0].a["href"]).content.decode()
    assert mine.reference in listed and listed.count("OC-") == listed.count(mine.reference)


def test_the_same_figures_as_a_file(world, manager):
    world.organizing.label = "=1+1"
    world.organizing.save()
    submit(world, 6)
    submit(world, 2, where="pontiac")
    response = manager.get(reverse("coorg_requests:reports"), {**YEAR, "export": "csv"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert response["Content-Disposition"].startswith("attachment")
    assert ["'=1+1", "8", "8"] in [row[:3] for row in rows]
    assert ["Pontiac (English)", "not shown"] in [row[:2] for row in rows]
    assert rows[0][:3] == ["By month received", "Requests received", "Open now"]
    assert rows[1][:3] == ["March 2026", "8", "8"]


def test_a_report_asks_as_much_of_one_as_of_many(world, sign_in):
    client = sign_in(world.manager)

    def asked():
        with CaptureQueriesContext(connection) as captured:
            look(client)
        return len(captured)

    submit(world, 1)
    look(client)
    one = asked()
    submit(world, 3, where="pontiac", day="2026-05-04", first_contact_at=at("2026-05-08"))
    submit(world, 3, where="unsure", assignee=world.organizer)

    assert asked() == one


def test_by_theme_each_of_those_that_a_request_names(world, sign_in):
    """Small numbers are hidden there as elsewhere; a theme of the form alone is no term."""
    for code in ("housing", "food"):
        factories.term(Theme, code)
    themes = factories.block(
        "checkboxes",
        label="Thèmes",
        key="themes",
        role="theme",
        options=[("housing", "Logement"), ("food", "Alimentation"), ("other", "Autre")],
    )
    page = world.form([*factories.usual_questions(), themes])
    named = [["housing", "food"]] * 5 + [["housing"]] + [["other"]] * 5
    for themes in named:
        made = factories.submit(page, factories.answers(themes=themes))
        SupportRequest.objects.filter(pk=made.pk).update(received_at=at("2026-03-02"))
    client = sign_in(world.manager)
    shown = table(look(client), "theme")
    assert [(name, cells[0]) for name, cells in shown.items()] == [
        ("Housing", "6"),
        ("Food", "5"),
        ("Other, or not said", "5"),
        ("Themes named", "16"),
    ]
    assert table(look(client), "month")["Together"][0] == "11"
    narrowed = client.get("/admin/requests/view/open/", {"theme": ["food", "housing"]})
    assert narrowed.content.decode().count('class="coorg-title"') == 6
    SupportRequest.objects.filter(themes__code="food").first().themes.clear()
    hidden = table(look(client), "theme")
    assert hidden["Food"][0] == "not shown"


def test_by_service_and_by_audience_in_the_words_of_the_reader(world, sign_in):
    """Those that nobody named have a row of their own; an English reader reads English labels."""
    factories.term(Audience, "schools", label="Écoles", english="Schools")
    page = world.form(factories.usual_questions(), service=world.housing)
    for number, on, columns in (
        (6, world.page, {"audience": Audience.objects.canonical().get(code="schools")}),
        (5, page, {"audience": None}),
        (5, world.page, {"audience": None, "service": None}),
    ):
        for _number in range(number):
            made = factories.submit(on)
            SupportRequest.objects.filter(pk=made.pk).update(
                received_at=at("2026-03-02"), **columns
            )

    read = {language: look(sign_in(world.manager, language)) for language in ("en", "fr")}
    numbers = {
        code: {name: cells[0] for name, cells in table(read["en"], code).items()}
        for code in ("service", "audience")
    }
    assert numbers["service"] == {
        "Organisation communautaire": "6",
        "Logement social": "5",
        "Not known yet": "5",
        "Together": "16",
    }
    assert numbers["audience"] == {"Not said": "10", "Schools": "6", "Together": "16"}
    assert list(table(read["fr"], "audience")) == ["Non précisé", "Écoles", "Ensemble"]
