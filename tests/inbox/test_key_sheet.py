"""Wagtail's sheet of keyboard shortcuts names the keys of the inbox, where they work."""

import re

from django.urls import reverse

from coorg_forms.inbox import keys

ROW = re.compile(r'<th scope="row">([^<]*)</th>\s*<td><kbd>([^<]*)</kbd>')


def sheet(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().split('id="keyboard-shortcuts-dialog"')[1].split("</table>")[0]


def test_every_key_stands_in_the_sheet(moderator):
    html = sheet(moderator, reverse("coorg_requests:index"))
    ours = html.split('id="coorg-keys-list"')[1].split("keyboard-shortut-group")[0]
    named = {key: what for what, key in ROW.findall(ours)}
    assert {*keys.LIST, *keys.PAGE, *keys.ACTS.values()} <= set(named)
    assert {f"g {letter}" for letter in keys.VIEWS.values()} <= set(named)
    assert "Note for staff" in named["n"] and all(named.values())
    assert "Application" in html


def test_elsewhere_the_sheet_is_wagtails(moderator):
    html = sheet(moderator, reverse("wagtailadmin_home"))
    assert "coorg-keys-" not in html and "Application" in html
