"""The list: what stands in it, how it is narrowed, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.inbox import columns, selection
from coorg_forms.inbox.columns import registry
from coorg_forms.models import SupportRequest
from tests import factories
from tests.inbox.conftest import move

INDEX = "coorg_requests:index"


def listed(client, query="", view="") -> list[str]:
    """The references in the order of the list."""
    address = reverse("coorg_requests:view_index", args=[view]) if view else reverse(INDEX)
    return [row.reference for row in client.get(f"{address}?{query}").context["object_list"]]


def page(client, query="") -> str:
    return client.get(f"{reverse(INDEX)}?{query}").content.decode()


def age(request, days, due=None):
    now = timezone.now() - timedelta(days=days)
    due_on = timezone.localdate() + timedelta(days=due) if due is not None else None
    SupportRequest.objects.filter(pk=request.pk).update(received_at=now, due_on=due_on)


def test_a_row_says_what_matters_and_names_no_person(moderator, support_request):
    html = page(moderator)
    for words in (
        support_request.reference,
        "Créer un jardin collectif",
        "École Saint-Jérôme",
        "Nous voulons de l’eau",
        "Organisation communautaire",
        "Gatineau (English)",
        "received today",
        "Nobody yet",
    ):
        assert words in html
    for secret in ("Éloïse", "Nguyen", "eloise@example.org", "555-0123"):
        assert secret not in html


def test_words_for_age_and_due(moderator, support_request):
    for days, due, words in (
        (3, 2, ("received 3 days ago", "due in 2 days")),
        (1, 0, ("received yesterday", "due today")),
        (9, -1, ("received 9 days ago", "1 day late")),
        (9, -4, ("4 days late",)),
        (0, 1, ("due tomorrow",)),
    ):
        age(support_request, days, due)
        html = page(moderator)
        assert all(word in html for word in words)


@pytest.mark.parametrize("language, title", [("en", "Requests"), ("fr", "Demandes")])
def test_both_languages(world, sign_in, support_request, language, title):
    response = sign_in(world.moderator, language).get(reverse(INDEX))
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()


def test_the_same_number_of_queries_whatever_the_rows(world, moderator):
    def queries():
        page(moderator)  # warm: permissions, content types, session
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(moderator)
        return len(captured)

    def more(number):
        for _number in range(number):
            operations.take(user=world.organizer, request=factories.submit(world.page))

    more(3)
    few = queries()
    more(27)
    assert queries() == few
    assert few < 40


def test_search_folds_accents_and_case(world, moderator, support_request):
    factories.submit(
        world.page, factories.answers(org_name="Autre", title="Rien", description="Rien")
    )
    for words in ("ECOLE st jerome", "œuvre", "oeuvre jardin", support_request.reference.lower()):
        assert listed(moderator, f"q={words}") == [support_request.reference]
    assert listed(moderator, "q=introuvable") == []


def test_search_does_not_find_people(moderator, support_request):
    assert listed(moderator, "q=nguyen") == []
    assert listed(moderator, "q=eloise") == []


def test_nothing_matches_offers_ways_out(moderator, support_request):
    html = page(moderator, "q=introuvable")
    assert "No request matches" in html
    assert "Clear the search and the filters" in html
    assert "view/ended/?q=introuvable" in html


def test_an_empty_view_says_so(moderator):
    assert "There is no open request." in page(moderator)
    mine = moderator.get(reverse("coorg_requests:view_index", args=["mine"]))
    assert "You look after no request" in mine.content.decode()


def test_filters_name_only_what_is_in_reach(world, moderator, support_request):
    stranger, colleague = world.person("organizer", world.there), world.organizer
    world.elsewhere.team  # noqa: B018 (made by being asked for)
    html = page(moderator)
    assert 'value="gatineau"' in html
    for hidden in ("pontiac", "argenteuil", "housing", "rcoc", stranger.get_full_name()):
        assert hidden not in html
    assert colleague.get_full_name() in html


def test_a_choice_out_of_reach_is_no_choice(moderator, support_request):
    assert "Select a valid choice" in page(moderator, "territory=pontiac")


def test_a_manager_filters_the_whole_establishment(world, sign_in):
    html = page(sign_in(world.manager))
    assert 'value="pontiac"' in html
    assert "argenteuil" not in html


def test_each_filter(world, sign_in, moderator):
    here = factories.submit(world.page)
    other = factories.submit(world.page, channel="phone")
    move(other, "review", world.moderator)
    age(other, 10)
    day = (timezone.localdate() - timedelta(days=5)).isoformat()
    SupportRequest.objects.filter(pk=other.pk).update(assignee=world.moderator, language="en")
    for query, expected in (
        ("state=received", [here]),
        ("state=review&state=accepted", [other]),
        ("territory=gatineau&service=organizing", [here, other]),
        ("assignee=nobody", [here]),
        ("assignee=me", [other]),
        ("language=en", [other]),
        ("channel=phone", [other]),
        (f"received_from={day}", [here]),
        (f"received_to={day}", [other]),
    ):
        assert set(listed(moderator, query)) == {row.reference for row in expected}, query


def test_active_filters_are_shown_as_pills(moderator, support_request):
    html = page(moderator, "state=received&assignee=nobody&received_from=2020-01-01")
    assert html.count("w-pill__remove") == 3


def test_views(world, moderator):
    received = factories.submit(world.page)
    waiting = move(factories.submit(world.page), "ask", world.moderator, reason="Qui?")
    ended = move(factories.submit(world.page), "withdraw", world.moderator, reason="Appel")
    assert listed(moderator, view="triage") == [received.reference]
    assert listed(moderator, view="waiting") == [waiting.reference]
    assert listed(moderator, view="ended") == [ended.reference]
    assert set(listed(moderator)) == {received.reference, waiting.reference}
    assert "waiting on the requester" in page(moderator)


def test_what_is_due_soon_or_late(world, moderator):
    rows = [factories.submit(world.page) for _number in range(4)]
    for request, due in zip(rows, (-3, 2, 3, None), strict=True):
        age(request, 1, due)
    assert listed(moderator, view="due") == [rows[0].reference, rows[1].reference]


def test_tabs_say_how_many_requests_they_hold(world, sign_in, moderator):
    first = factories.submit(world.page)
    factories.submit(world.page, factories.answers(territory=["pontiac"]))

    def count(tab) -> str:
        html = page(moderator).split("coorg-views")[1].split("</nav>")[0]
        return re.search(rf"{tab}\s*<span class=\"coorg-count\">(\d+)<", html)[1]

    assert count("All open") == "1" and count("Mine") == "0"
    moderator.post(
        reverse("coorg_requests:take", args=[first.reference]), {"version": 1}
    )  # one's own act shows at once
    assert count("Mine") == "1"


def test_counting_costs_one_query_and_then_none(world, moderator, support_request):
    def counted():
        with CaptureQueriesContext(connection) as captured:
            page(moderator)
        return sum("COUNT" in query["sql"] and "FILTER" in query["sql"] for query in captured)

    assert [counted(), counted()] == [1, 0]


def test_sorting(world, moderator):
    rows = [factories.submit(world.page) for _number in range(3)]
    for request, days, due in zip(rows, (1, 5, 3), (9, None, -2), strict=True):
        age(request, days, due)
    a, b, c = (request.reference for request in rows)
    assert listed(moderator) == [c, a, b]  # promised first, nothing promised last
    assert listed(moderator, "ordering=-due") == [b, a, c]  # no promise is the farthest
    assert listed(moderator, "ordering=received") == [b, c, a]
    assert listed(moderator, "ordering=-reference") == [a, c, b]  # as they were received
    assert listed(moderator, "ordering=answers") == [c, a, b]  # unknown: as usual


def test_a_count_that_nobody_reads_is_capped(world, moderator, monkeypatch):
    monkeypatch.setattr(selection, "MOST", 2)
    for _number in range(4):
        factories.submit(world.page)
    with CaptureQueriesContext(connection) as captured:
        html = page(moderator)
    assert "2+ requests" in html
    asked = [
        query["sql"] for query in captured if 'FROM "coorg_forms_supportrequest"' in query["sql"]
    ]
    lists = [
        sql for sql in asked if "answers" not in sql and "CASE" not in sql and "COUNT" not in sql
    ]
    assert lists and all("LIMIT" in sql for sql in lists)


def test_results_alone_for_the_script(moderator, support_request):
    html = moderator.get(
        reverse("coorg_requests:index_results") + "?state=received&_w_filter_fragment=1"
    ).content.decode()
    assert support_request.reference in html
    assert "<html" not in html
    assert "next=%2Fadmin%2Frequests%2F%3Fstate%3Dreceived" in html


def test_there_is_no_export(moderator, support_request):
    response = moderator.get(reverse(INDEX) + "?export=csv")
    assert response["Content-Type"].startswith("text/html")


def test_undelivered_mail_is_announced_with_the_way_to_it(world, moderator, support_request):
    assert "could not be delivered" not in page(moderator)
    support_request.outbox.update(status="failed", attempts=8)
    html = page(moderator)
    assert "could not be delivered" in html
    assert reverse("coorg_requests:view_index", args=["mail"]) in html
    assert listed(moderator, view="mail") == [support_request.reference]


def test_undelivered_mail_out_of_reach_is_not_announced(world, moderator):
    request = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    request.outbox.update(status="failed", attempts=8)
    assert "could not be delivered" not in page(moderator)


def test_a_host_adds_a_column_from_its_own_code(moderator, support_request, monkeypatch):
    monkeypatch.setattr(registry, "_columns", dict(registry._columns))

    @columns.register
    class Place(columns.InboxColumn):
        name = "place"
        label = "Where exactly"
        order = 45

    html = page(moderator)
    assert html.index("Territory\n") < html.index("Where exactly")


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(ValueError):
        columns.register(type("Age", (columns.InboxColumn,), {"name": "age"}))


def test_the_badge_counts_what_waits_for_me(world, sign_in, support_request):
    client = sign_in(world.organizer)
    home = reverse("wagtailadmin_home")
    SupportRequest.objects.update(assignee=world.moderator)
    assert "data-coorg-awaiting" not in client.get(home).content.decode()
    SupportRequest.objects.update(assignee=world.organizer)
    cache.clear()
    html = client.get(home).content.decode()
    assert "data-coorg-awaiting" in html
    assert "Requests, 1 waits for you" in html


def test_the_menu_is_for_who_sees_requests(world, sign_in):
    home = reverse("wagtailadmin_home")
    assert reverse(INDEX) in sign_in(world.organizer).get(home).content.decode()
    assert reverse(INDEX) not in sign_in(world.person("editor")).get(home).content.decode()
