"""A correction on the page of a request: read side by side, accepted in one click or refused."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import Amendment, SupportRequest, needs
from tests import factories


@pytest.fixture
def proposed(world) -> SupportRequest:
    request = factories.submit(world.page)
    raw = {"title": "Un four à pain", "email": "nouvelle@example.org", "territory": ["pontiac"]}
    operations.correct(request=request, raw=raw, why="Une faute.")
    return SupportRequest.objects.get()


def page_of(client, request) -> BeautifulSoup:
    answer = client.get(reverse("coorg_requests:detail", args=[request.reference]))
    return BeautifulSoup(answer.content, "html5lib")


def banner(soup):
    return soup.select_one("[aria-labelledby=coorg-correction]")


def press(client, request, act, **typed):
    where = reverse(f"coorg_requests:{act}", args=[request.reference])
    return client.post(where, {"version": request.version, **typed})


def test_before_and_after_stand_side_by_side(client, world, proposed):
    client.force_login(world.moderator)
    said = banner(page_of(client, proposed))
    text = " ".join(said.get_text(" ").split())
    assert [row.get_text() for row in said.select("del")][-1] == "Créer un jardin collectif"
    assert [row.get_text(strip=True) for row in said.select("dt")] == [
        "Courriel",
        "Territoire",
        "En une phrase",
    ]
    assert "Un four à pain" in text and "nouvelle@example.org" in text and "Une faute." in text
    assert said.select_one('form[action$="/correction/accept/"]')
    assert said.select_one("#coorg-refuse_correction textarea")


def test_who_does_not_see_contacts_does_not_see_the_new_ones(client, world, proposed):
    client.force_login(world.person("auditor"))
    said = banner(page_of(client, proposed))
    assert "nouvelle@" not in said.get_text() and not said.select("form")


def test_accepted_in_one_click(client, world, proposed):
    client.force_login(world.moderator)
    answer = press(client, proposed, "accept_correction")
    assert answer.status_code == 302 and proposed.reference in answer.url
    soup = page_of(client, proposed)
    assert banner(soup) is None
    answers = soup.select_one("[aria-labelledby=coorg-answers]").get_text()
    assert "Un four à pain" in answers and world.moderator.get_full_name() in answers
    assert soup.select_one(".coorg-request__title").get_text(strip=True) == "Un four à pain"
    assert SupportRequest.objects.get().contact.email == "nouvelle@example.org"


def test_refused_with_words(client, world, proposed):
    client.force_login(world.moderator)
    assert press(client, proposed, "refuse_correction", reason="").status_code == 422
    assert press(client, proposed, "refuse_correction", reason="Trop tard.").status_code == 302
    assert Amendment.objects.get().answer.body == "Trop tard."
    history = page_of(client, proposed).select_one("[aria-labelledby=coorg-history]").get_text()
    assert "Trop tard." in history and "Une faute." in history


def test_whoever_comes_second_loses_nothing(client, world, proposed):
    operations.accept_correction(user=world.moderator, request=proposed, version=proposed.version)
    client.force_login(world.organizer)
    where = reverse("coorg_requests:refuse_correction", args=[proposed.reference])
    answer = client.post(where, {"version": 2, "reason": "Mes mots à moi."})
    assert answer.status_code == 409 and "Mes mots à moi." in answer.content.decode()


def test_it_is_among_the_answers_that_came_back(world, proposed):
    waits = SupportRequest.objects.filter(needs.answered(world.moderator))
    assert waits.get() == proposed
    operations.accept_correction(user=world.moderator, request=proposed, version=2)
    assert not waits.exists()


def test_one_query_more_at_most(client, world):
    """A page without a correction asks once whether there is one."""
    client.force_login(world.moderator)
    other = factories.submit(world.page)
    page_of(client, other)
    with CaptureQueriesContext(connection) as captured:
        page_of(client, other)
    asked = [q["sql"] for q in captured if "coorg_forms_amendment" in q["sql"]]
    assert len(asked) == 1
