"""Printed addresses: where they lead today, what is counted, by whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coorg_forms.models import ShortLink, ShortLinkDay
from tests import factories


@pytest.fixture
def link(world) -> ShortLink:
    return ShortLink.objects.create(code="foire", label="Foire", page=world.page)


def follow(client, **headers) -> str:
    response = client.get("/q/foire/", headers=headers)
    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]
    return response["Location"]


def test_leads_to_its_page_and_can_be_aimed_elsewhere(client, world, link):
    assert follow(client) == world.page.url
    other = world.form(factories.usual_questions())
    ShortLink.objects.update(page=other.pk)
    assert follow(client) == other.url


def test_unknown_code_is_not_found(client, db):
    assert client.get("/q/nothing/").status_code == 404


@pytest.mark.parametrize("end", ["expired", "inactive", "unpublished"])
def test_once_it_is_over_it_leads_to_the_nearest_page_above(client, world, link, end):
    if end == "expired":
        ShortLink.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    elif end == "inactive":
        ShortLink.objects.update(active=False)
    else:
        world.page.unpublish()
    assert follow(client) == world.page.get_parent().url


def test_afterwards_it_leads_where_it_was_told(client, world, link):
    after = world.form(factories.usual_questions())
    ShortLink.objects.update(fallback=after.pk, active=False)
    assert follow(client) == after.url


def test_without_any_page_it_leads_home(client, link):
    ShortLink.objects.update(page=None)
    assert client.get(follow(client)).status_code in (200, 302)


def test_last_day_still_counts(client, world, link):
    ShortLink.objects.update(expires_on=timezone.localdate())
    assert follow(client) == world.page.url


def test_visits_are_counted_by_day_and_nothing_else_is_kept(client, link):
    for _visit in range(3):
        follow(client)
    day = ShortLinkDay.objects.get()
    assert (day.link, day.day, day.visits) == (link, timezone.localdate(), 3)
    fields = {field.name for field in ShortLinkDay._meta.get_fields()}
    assert fields == {"id", "link", "day", "visits"}


def test_machines_are_not_counted(client, link):
    client.head("/q/foire/")
    follow(client, user_agent="Googlebot/2.1")
    follow(client, sec_purpose="prefetch;prerender")
    assert not ShortLinkDay.objects.exists()


def test_a_count_that_fails_keeps_nobody_waiting(client, world, link, monkeypatch):
    from django.db import DatabaseError

    from coorg_forms import operations

    def fail(**kwargs):
        raise DatabaseError

    monkeypatch.setattr(operations, "count_visit", fail)
    assert follow(client) == world.page.url


def test_publishing_an_offer_makes_its_links_once(world):
    page = factories.offer_page(form=world.page, establishment=world.establishment)
    links = ShortLink.objects.filter(campaign="leaflet")
    assert {one.page_id for one in links} == {page.pk, world.page.pk}
    page.save_revision().publish()
    assert links.count() == 2
    assert not set("01il o") & set("".join(one.code for one in links))
