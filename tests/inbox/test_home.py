"""What the home of the admin says to each member of staff, and the number in the menu."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from tests import factories
from tests.inbox.conftest import fresh, move

pytestmark = pytest.mark.django_db
HOME = "/admin/"


def needs(client) -> dict[str, int]:
    """Label → number on the panel."""
    cache.clear()
    html = client.get(HOME).content.decode()
    panel = html.partition('id="coorg-what-needs-you')[2].partition("</section>")[0]
    found = re.findall(r'number">(\d+)</span>\s*([^<]+)</a>', panel)
    return {label.strip(): int(number) for number, label in found}


def badge(client) -> str:
    cache.clear()
    found = re.search(r"data-coorg-awaiting[^0-9]+(\d+\+?)", client.get(HOME).content.decode())
    return found[1] if found else ""


def due(request, days):
    day = timezone.localdate() + timedelta(days=days)
    SupportRequest.objects.filter(pk=request.pk).update(due_on=day)


def test_each_need_leads_to_its_list(world, sign_in):
    client = sign_in(world.organizer)
    late, soon, far, other = (factories.submit(world.page) for _number in range(4))
    for request, days in ((late, -1), (soon, 6), (far, 7), (other, 30)):
        due(request, days)
    operations.take(user=world.organizer, request=soon)

    assert needs(client) == {"Late": 1, "Due within seven days": 1, "Mine": 1, "To triage": 4}
    for view, listed in (("late", [late]), ("week", [soon])):
        url = reverse("coorg_requests:view_index", args=[view])
        assert url in client.get(HOME).content.decode()
        html = client.get(url).content.decode()
        assert [r.reference for r in (late, soon, far) if r.reference in html] == [
            r.reference for r in listed
        ]


def test_an_answer_that_came_back_stays_until_someone_takes_it_up(world, sign_in):
    client, request = sign_in(world.moderator), factories.submit(world.page)
    due(request, 40)
    for take_up in ("reply", "ask"):
        move(request, "ask", world.moderator, reason="Combien?")
        operations.answer(request=fresh(request), body=f"Réponse avant {take_up}")
        assert needs(client)["Answers that came back"] == 1
        current = fresh(request)
        if take_up == "reply":
            operations.reply(
                user=world.moderator, request=current, body="Merci", version=current.version
            )
        else:
            move(request, "ask", world.moderator, reason="Et où?")
        assert "Answers that came back" not in needs(client)


def test_only_what_is_in_reach_and_may_be_done_is_counted(world, sign_in):
    factories.submit(world.page, factories.answers(territory=["pontiac"]))
    factories.submit(world.page, factories.answers(territory=["unsure"]))
    factories.submit(world.page, suspicions=("honeypot",))
    SupportRequest.objects.update(due_on=None)

    assert needs(sign_in(world.organizer)) == {}
    assert "Nothing needs you" in sign_in(world.organizer).get(HOME).content.decode()
    assert needs(sign_in(world.intake)) == {"To triage": 1, "To route": 1, "Quarantine": 1}
    assert needs(sign_in(world.moderator)) == {"Quarantine": 1}


def test_who_only_reads_or_sees_no_request_has_no_panel(world, sign_in):
    factories.submit(world.page)
    for role in ("auditor", "privacy", "editor"):
        assert "coorg-what-needs-you" not in sign_in(world.person(role)).get(HOME).content.decode()


def test_the_badge_counts_what_waits_for_the_person(world, sign_in):
    mine, _untaken, _unrouted, asked = (
        factories.submit(world.page, factories.answers(territory=[where]))
        for where in ("gatineau", "gatineau", "unsure", "gatineau")
    )
    operations.take(user=world.organizer, request=mine)
    operations.take(user=world.organizer, request=asked)
    move(asked, "ask", world.organizer, reason="Combien?")

    assert badge(sign_in(world.organizer)) == "2"  # mine, and the one that nobody took
    assert badge(sign_in(world.moderator)) == "1"
    assert badge(sign_in(world.intake)) == "1"  # to route
    assert badge(sign_in(world.manager)) == "1"  # not all that the teams may take
    assert badge(sign_in(world.person("auditor"))) == ""


def test_the_home_asks_as_much_of_one_as_of_many(world, sign_in):
    client = sign_in(world.moderator)

    def asked():
        cache.clear()
        client.get(HOME)  # what Wagtail itself keeps
        with CaptureQueriesContext(connection) as warm:
            client.get(HOME)
        cache.clear()
        with CaptureQueriesContext(connection) as cold:
            client.get(HOME)
        about = [query["sql"] for query in warm if "coorg_forms_supportrequest" in query["sql"]]
        return len(cold), about

    factories.submit(world.page)
    one, kept = asked()
    for _number in range(4):
        factories.submit(world.page)
    many, _kept = asked()

    assert one == many
    assert kept == []  # the badge and the panel share a count that is kept for a moment
