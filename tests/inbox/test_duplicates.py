"""Duplicates in the inbox: suggested, linked by a button or a number, shown both ways."""

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import Contact, SupportRequest
from tests import factories
from tests.inbox.conftest import fresh, post, url


def page(client, request) -> BeautifulSoup:
    return BeautifulSoup(client.get(url("detail", request)).content, "html.parser")


def link(world, request, kept):
    return operations.mark_duplicate(
        user=world.manager,
        request=fresh(request),
        reference=kept.reference,
        version=fresh(request).version,
    )


def test_by_the_button_of_the_card_and_back(world, moderator, support_request):
    kept = factories.submit(world.page)
    card = page(moderator, support_request).select_one(".coorg-likely")
    button = card.select_one("button")
    assert button["value"] == kept.reference and card.form["action"].endswith("/duplicate/")
    answer = post(moderator, "duplicate", support_request, likely=button["value"])
    assert answer.status_code == 302 and fresh(support_request).duplicate_of == kept

    closed = page(moderator, support_request)
    banner = closed.select_one("section[aria-labelledby=coorg-kept]")
    assert kept.reference in banner.text and "Closed as a duplicate of" in closed.text
    assert closed.select_one("article .coorg-state").text == "Duplicate"
    of_kept = page(moderator, kept)
    together = of_kept.select_one("section[aria-labelledby=coorg-together]")
    assert support_request.reference in together.text
    assert support_request.reference in of_kept.select_one(".coorg-request__history").text

    assert post(moderator, "separate", support_request).status_code == 302
    assert fresh(support_request).is_open


def test_by_a_number_and_its_faults_are_told_beside_it(world, moderator, support_request):
    kept = factories.submit(world.page, factories.answers(org_name="Autre", title="Tout autre"))
    offer = page(moderator, support_request).select_one("#coorg-duplicate")
    assert offer.select_one("summary")["aria-keyshortcuts"] == "d"
    assert offer.select_one("[name=likely]") is None and offer.select_one("[name=reference]")
    for typed in ("", "OC-2099-00001"):
        answer = post(moderator, "duplicate", support_request, reference=typed)
        assert answer.status_code == 422
        offer = BeautifulSoup(answer.content, "html.parser").select_one("#coorg-duplicate")
        assert offer.has_attr("open") and offer.select_one(".error-message"), typed
    post(moderator, "duplicate", support_request, reference=kept.reference)
    assert fresh(support_request).duplicate_of == kept


def test_what_is_out_of_reach_has_no_number(world, moderator, support_request):
    hidden = factories.submit(world.page, factories.answers(territory=["pontiac"]))
    third = factories.submit(world.page)
    link(world, support_request, hidden)
    link(world, hidden, third)
    own, kept = page(moderator, support_request), page(moderator, third)
    assert "a request of another team" in own.text
    for shown in (own, kept):
        assert hidden.reference not in str(shown)
    together = kept.select_one("section[aria-labelledby=coorg-together]")
    assert [one.text for one in together.select("a")] == [support_request.reference]


def test_the_list_and_the_file_say_so(world, sign_in, support_request):
    client, kept = sign_in(world.manager), factories.submit(world.page)
    link(world, support_request, kept)
    rows = client.get(reverse("coorg_requests:view_index", args=["open"])).content.decode()
    assert rows.count("with duplicates") == 1
    ended = client.get(reverse("coorg_requests:view_index", args=["ended"])).content.decode()
    assert "Duplicate" in ended
    sent = {"format": "csv", "reason": "Bilan", "next": "/admin/requests/view/ended/"}
    file = client.post(reverse("coorg_requests:export"), sent).getvalue().decode()
    assert file.count(kept.reference) == 1


def test_a_reply_offers_those_who_wait_for_the_same_answer(world, moderator, support_request):
    """Ticked when the same words suit; named apart when they may not."""
    other, english, same = (factories.submit(world.page) for _number in range(3))
    for one in (other, english):
        Contact.objects.filter(request=one).update(email="autre@example.org")
    SupportRequest.objects.filter(pk=english.pk).update(language="en")
    for one in (other, english, same):
        link(world, one, support_request)
    boxes = page(moderator, support_request).select("#coorg-reply [name=also]")
    assert {box["value"]: box.has_attr("checked") for box in boxes} == {
        other.reference: True,
        english.reference: False,
        same.reference: False,
    }
    said = {"body": "En mai.", "also": [other.reference]}
    assert post(moderator, "reply", support_request, **said).status_code == 302
    for one, number in ((support_request, 1), (other, 1), (english, 0), (same, 0)):
        assert one.messages.filter(kind="reply").count() == number


def test_as_many_queries_for_three_as_for_one(world, moderator, support_request):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(moderator, support_request)
        return len(captured)

    link(world, factories.submit(world.page), support_request)
    page(moderator, support_request)
    few = queries()
    for _number in range(2):
        link(world, factories.submit(world.page), support_request)
    assert queries() == few
