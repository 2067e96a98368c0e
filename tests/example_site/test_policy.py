"""The strict policy: nothing inline on the public side; in the admin, Wagtail's own calls only."""

import base64
import hashlib
import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from coorg_forms.models import RequestFormPage
from example_site.middleware import _known_scripts


def policy(response) -> dict[str, list[str]]:
    directives = response["Content-Security-Policy"].split(";")
    return {name: values for name, *values in (directive.split() for directive in directives)}


@pytest.mark.parametrize("address", ["/fr/", "/fr/outaouais/", "/fr/outaouais/demande-de-soutien/"])
def test_public_pages_allow_nothing_inline(demo, client, address):
    found = policy(client.get(address))
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == ["'self'"]


def test_editor_of_a_form_may_run_its_own_scripts(demo, client):
    client.force_login(get_user_model().objects.get(username="edition.outaouais"))
    page = RequestFormPage.objects.filter(locale__language_code="fr").first()
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    scripts = re.findall(r"<script>(.*?)</script>", response.text, re.DOTALL)
    assert len(scripts) >= 5
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy(response)["script-src"], script
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    "script",
    [
        "alert(1)",
        'new SnippetChooser("id_x", {"a": "b"}); alert(1)',
        'new SnippetChooser("id_x", {"a": alert(1)});',
        'new SnippetChooser("id_x" + alert(1));',
        'new SnippetChooser("id_x", {"a": alert`1`});',
        'new SnippetChooser("id_x", {"a": location="javascript:1"});',
        'new SnippetChooser("id_x"); alert(1); initDateChooser("id_x");',
        'initDateChooser("id_x", {"a": `${alert`1`}`.x(2)});',
    ],
)
def test_other_scripts_stay_forbidden(script):
    assert not _known_scripts(f"<script>{script}</script>")


@pytest.mark.parametrize(
    "script",
    [
        'new SnippetChooser("id_contact", {"modalUrl": "/admin/snippets/choose/x/"});',
        'initDateTimeChooser("id_go_live_at", {"dayOfWeekStart": 1, "format": "Y-m-d H:i"});',
    ],
)
def test_calls_of_wagtail_are_known(script):
    assert _known_scripts(f"<script>\n    {script}\n</script>")
