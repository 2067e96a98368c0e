"""The offer in Wagtail's editor: a first draft, the panel, French first."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from coorg_forms.editor.completeness import checks
from coorg_forms.models import ContactPoint
from tests import factories


@pytest.fixture
def superuser(client, world):
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.create_superuser("chef", "c@example.org", "x"))
    return client


def look(client, address) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, response
    return BeautifulSoup(response.text, "html5lib")


def test_a_new_page_starts_with_its_parts(superuser, world):
    address = reverse(
        "wagtailadmin_pages:add", args=["coorg_forms", "serviceofferpage", factories.home().pk]
    )
    assert "Territoires desservis" in superuser.get(address).text


def test_panel_says_what_is_missing_and_what_to_write_otherwise(superuser, world):
    page = factories.offer_page(
        [("callout", {"text": "Les citoyen(ne)s"})],
        establishment=world.establishment,
        contact=world.contact,
        form=world.page,
    )
    panel = look(superuser, reverse("wagtailadmin_pages:edit", args=[page.pk])).select_one(
        ".coorg-advice"
    )
    text = panel.get_text()
    assert "citoyen(ne)s" in text and "Publics" in text
    assert panel.select_one(f'a[href="{page.url}leaflet/"]')


def test_checks_pass_one_by_one(world):
    page = factories.offer_page(
        [("audiences", {"heading": "Publics", "items": []})], contact=world.contact
    )
    state = {check.label: check.passed for check in checks(page)}
    assert [passed for passed in state.values() if passed]
    before = sum(state.values())
    ContactPoint.objects.update(hours="De 9 h à 17 h", last_verified=timezone.localdate())
    page = type(page).objects.get(pk=page.pk)
    assert sum(check.passed for check in checks(page)) == before + 2


def test_translation_cannot_be_published_before_french(superuser, world):
    page = factories.offer_page(establishment=world.establishment)
    english = factories.translate(page, {"Soutien": "Support"})
    english.unpublish()
    page.unpublish()
    english = type(page).objects.get(pk=english.pk)
    assert english.source_first() and not english.is_source_live()
    panel = look(superuser, reverse("wagtailadmin_pages:edit", args=[english.pk]))
    assert panel
    with pytest.raises(Exception, match=r"Fran|French"):
        english.save_revision().publish()
    english.refresh_from_db()
    assert not english.live
