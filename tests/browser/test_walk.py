"""The whole way: asked on a phone, acknowledged by mail, found, taken and moved by an organizer."""

import uuid

import pytest
from django.urls import URLPattern, get_resolver, reverse

from coorg_forms.delivery import sending
from coorg_forms.models import SupportRequest
from coorg_forms.triage.moves import MOVES
from tests.browser.conftest import PHONE
from tests.browser.walks import fill_quickly, form_address, group, log_in, reference, send

pytestmark = pytest.mark.browser


def ask(browse, language="fr", email="groupe@example.org") -> SupportRequest:
    page = browse(form_address(language), viewport=PHONE)
    fill_quickly(page, group(email))
    send(page)
    return SupportRequest.objects.get(reference=reference(page))


@pytest.mark.smoke
def test_request_is_sent_and_found_in_the_inbox(browse):
    request = ask(browse)
    page = browse("/admin/login/")
    log_in(page, "maelle.desruisseaux")
    page.goto("/admin/requests/")
    page.locator(f"a[href*='/{request.reference}/']").first.click()
    page.locator("article.coorg-request").wait_for()
    assert request.reference in page.content()
    assert request.summary in page.content()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_the_form_to_the_organizer(browse, smtp, language):
    request = ask(browse, language)
    while sending.deliver_due():
        pass
    mails = [mail for mail in smtp.mails if request.reference in mail["Subject"]]
    (mail,) = [mail for mail in mails if mail["To"] == "groupe@example.org"]
    assert f"/demande/{request.token}/" in mail.get_content()
    assert "jardin" not in mail.as_string()
    assert "oc.gatineau@example.ca" in [mail["To"] for mail in mails]

    page = browse("/admin/login/")
    log_in(page, "maelle.desruisseaux")
    page.goto(reverse("coorg_requests:index"))
    page.locator(f"a[href*='/{request.reference}/']").first.click()
    page.locator("form[action$='/take/'] button").first.click()
    page.locator("form[action$='/unassign/']").wait_for()
    request.refresh_from_db()
    assert request.assignee.username == "maelle.desruisseaux"

    page.goto(reverse("coorg_requests:detail", args=[request.reference]))
    page.locator("form[action$='/move/review/'] button").first.click()
    page.wait_for_load_state()
    request.refresh_from_db()
    assert request.state == "review"
    assert [event.action for event in request.events.all()] == ["received", "taken", "moved"]


def addresses(reference_: str) -> list[str]:
    """Every address of one request, from the list of addresses."""
    found = []
    for pattern in _patterns(get_resolver()):
        arguments = pattern.pattern.regex.groupindex
        if "reference" in arguments:
            moves = MOVES if "move" in arguments else [None]
            for move in moves:
                fields = {"reference": reference_} | ({"move": move} if move else {})
                if "kind" in arguments:
                    fields["kind"] = "accepted"
                if "file" in arguments:
                    fields["file"] = uuid.uuid4()
                found.append(reverse(f"coorg_requests:{pattern.name}", kwargs=fields))
    return found


def _patterns(resolver):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            continue
        if one.namespace == "coorg_requests":
            yield from one.url_patterns
        else:
            yield from _patterns(one)


def test_moderator_of_another_territory_finds_nothing(browse):
    request = ask(browse)
    page = browse("/admin/login/")
    log_in(page, "moderation.papineau")
    found = addresses(request.reference)
    assert len(found) > 15
    token = next(c["value"] for c in page.context.cookies() if c["name"] == "csrftoken")
    before = SupportRequest.objects.filter(pk=request.pk).values().get()
    for address in found:
        assert page.request.get(address).status in (404, 405), address
        headers = {"X-CSRFToken": token, "Referer": page.url}
        posted = page.request.post(address, form={"version": "1"}, headers=headers)
        assert posted.status in (404, 405), address
        assert page.request.head(address).status in (404, 405), address
    assert page.request.get(found[0]).status == 404
    assert SupportRequest.objects.filter(pk=request.pk).values().get() == before
    page.goto(reverse("coorg_requests:index") + f"?q={request.reference}")
    assert not page.locator(f"a[href*='/{request.reference}/']").count()
