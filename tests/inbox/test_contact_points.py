"""Contact points and short links in the admin: uses, reminders, codes."""

import io
from datetime import timedelta

import pytest
import zxingcpp
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from coorg_forms.models import ContactPoint, ShortLink
from tests import factories


def snippet(model, view, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


@pytest.fixture
def editor(world, sign_in):
    return sign_in(world.person("editor"))


def look(client, address) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "html5lib")


def test_uses_are_shown_before_a_change_is_saved(world, editor):
    world.here.contact = world.contact
    world.here.save()
    page = factories.offer_page(
        [("contact", {"heading": "Nous joindre", "contact": world.contact.pk})],
        title="Offre unique",
        establishment=world.establishment,
        contact=world.contact,
    )
    assert page.live and world.page.live
    call_command("rebuild_references_index", verbosity=0)
    text = look(editor, snippet(ContactPoint, "edit", world.contact.pk)).get_text()
    assert "Used in 3 places" in text
    assert "Offre unique" in text and world.page.title in text and world.here.name in text


def test_editors_are_reminded_to_verify(world, editor):
    day = timezone.localdate()
    ContactPoint.objects.filter(pk=world.contact.pk).update(last_verified=day - timedelta(days=400))
    assert "Contact points to verify" in editor.get(reverse("wagtailadmin_home")).text
    ContactPoint.objects.update(last_verified=day)
    assert "Contact points to verify" not in editor.get(reverse("wagtailadmin_home")).text


def test_others_are_not_reminded(world, sign_in):
    world.contact  # noqa: B018 (made by being asked for)
    home = sign_in(world.organizer).get(reverse("wagtailadmin_home"))
    assert "Contact points to verify" not in home.text


@pytest.fixture
def link(world) -> ShortLink:
    link = ShortLink.objects.create(code="foire", label="Foire", page=world.page)
    link.days.create(day=timezone.localdate(), visits=12)
    return link


def test_link_shows_its_code_its_address_and_its_visits(world, editor, link):
    soup = look(editor, snippet(ShortLink, "edit", link.pk))
    text = " ".join(soup.get_text().split())
    assert link.words in text and "12 visits in all" in text
    assert soup.select_one(f'img[src="{snippet(ShortLink, "code", link.pk, "svg")}"]')["alt"]


def test_code_is_handed_out_for_print(world, editor, link):
    png = editor.get(snippet(ShortLink, "code", link.pk, "png"))
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png.content)).convert("L"))
    assert code.text == link.url
    svg = editor.get(snippet(ShortLink, "code", link.pk, "svg"))
    assert svg["Content-Type"] == "image/svg+xml" and b"<svg" in svg.content
    assert editor.get(snippet(ShortLink, "code", link.pk, "exe")).status_code == 404


def test_code_is_for_those_who_see_links(world, sign_in, link):
    response = sign_in(world.organizer).get(snippet(ShortLink, "code", link.pk, "png"))
    assert response.status_code == 302
