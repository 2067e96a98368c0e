"""Wagtail's sheet of keyboard shortcuts names the keys of the inbox, where they work."""

from bs4 import BeautifulSoup
from django.urls import reverse

from coorg_forms.inbox import keys


def sheet(client, address):
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return soup.select_one("#keyboard-shortcuts-dialog, template[id^=keyboard]") or soup


def test_every_key_stands_in_the_sheet(moderator):
    shown = sheet(moderator, reverse("coorg_requests:index"))
    named = {
        row.kbd.string: row.th.string
        for row in shown.select("tbody[id^=coorg-keys] tr")
        if row.select_one("kbd")
    }
    assert {*keys.LIST, *keys.PAGE, *keys.ACTS.values()} <= set(named)
    assert {f"g {letter}" for letter in keys.VIEWS.values()} <= set(named)
    assert "Note for staff" in named["n"] and all(named.values())
    assert "Application" in str(shown)


def test_elsewhere_the_sheet_is_wagtails(moderator):
    shown = sheet(moderator, reverse("wagtailadmin_home"))
    assert not shown.select("tbody[id^=coorg-keys]")
    assert "Application" in str(shown)
