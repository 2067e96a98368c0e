"""What happens when a moderator acts: done, refused, or too late with everything typed kept."""

import pytest
from django.urls import reverse

from coorg_forms import operations
from tests import factories
from tests.inbox.conftest import fresh, move, post, url


def text(response) -> str:
    return response.content.decode()


def test_take_and_give_back_from_the_message(moderator, support_request, world):
    answer = moderator.post(url("take", support_request), {"version": 1}, follow=True)
    assert f"You look after {support_request.reference} now." in text(answer)
    assert f'action="{url("undo", support_request)}"' in text(answer)
    assert fresh(support_request).assignee == world.moderator
    post(moderator, "unassign", support_request)
    assert fresh(support_request).assignee is None


def test_a_list_that_was_filtered_is_come_back_to(moderator, support_request):
    back = reverse("coorg_requests:index") + "?territory=gatineau&q=jardin"
    answer = post(moderator, "take", support_request, next=back)
    page = text(moderator.get(answer.url))
    assert f'href="{back.replace("&", "&amp;")}"' in page


@pytest.mark.parametrize(
    "hostile", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/x" * 1500]
)
def test_an_address_to_come_back_to_is_checked(moderator, support_request, hostile):
    answer = post(moderator, "take", support_request, next=hostile)
    assert "evil" not in answer.url and "javascript" not in answer.url
    assert len(answer.url) < 500


def test_two_who_take_at_once(world, moderator, support_request):
    operations.take(user=world.organizer, request=support_request)
    answer = post(moderator, "take", support_request, version=1)
    assert answer.status_code == 409
    name = world.organizer.get_full_name()
    assert f"{name} took this request just before you." in text(answer)
    assert "Took the request" in text(answer)


def test_a_move_without_reason_is_one_click(moderator, support_request):
    assert post(moderator, "move", support_request, "review").status_code == 302
    assert fresh(support_request).state == "review"


def test_a_move_with_a_reason_has_a_page_of_its_own(world, moderator, support_request):
    page = text(moderator.get(url("move", support_request, "ask")))
    assert "Your question to the requester" in page
    assert "The requester reads this" in page
    assert 'name="reason"' in page


@pytest.mark.parametrize("reason", ["", "   \n "])
def test_a_move_that_needs_a_reason_is_refused_without_one(moderator, support_request, reason):
    answer = post(moderator, "move", support_request, "ask", reason=reason)
    assert answer.status_code == 422
    assert "This field is required." in text(answer)
    assert fresh(support_request).state == "received"


def test_a_reason_is_kept_with_who_reads_it(moderator, support_request):
    post(moderator, "move", support_request, "ask", reason="Combien êtes-vous?")
    assert support_request.messages.get().audience == "requester"
    page = text(moderator.get(url("detail", support_request)))
    assert "Combien êtes-vous?" in page and "The requester reads this" in page


def test_too_late_keeps_the_words_and_says_what_changed(world, moderator, support_request):
    move(support_request, "review", world.organizer)
    answer = post(moderator, "move", support_request, "ask", version=1, reason="Mon <texte> gardé")
    page = text(answer)
    assert answer.status_code == 409
    assert "Mon &lt;texte&gt; gardé" in page
    assert "Start the review: Received → Under review" in page
    assert world.organizer.get_full_name() in page
    assert f'name="version" value="{fresh(support_request).version}"' in page
    assert fresh(support_request).state == "review"
    again = post(moderator, "move", support_request, "ask", reason="Mon texte gardé")
    assert again.status_code == 302


def test_too_late_for_a_move_that_is_gone_still_keeps_the_words(world, moderator, support_request):
    move(support_request, "review", world.organizer)
    move(support_request, "decline", world.moderator, reason="Non.")
    answer = post(moderator, "move", support_request, "ask", version=1, reason="Trop tard")
    assert answer.status_code == 409
    assert "What you wanted to do is not possible any more." in text(answer)
    assert "Trop tard" in text(answer)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²"])
def test_a_version_that_cannot_be_read_is_too_late(moderator, support_request, version):
    answer = post(moderator, "move", support_request, "review", version=version)
    assert answer.status_code == 409


def test_a_note_never_conflicts(moderator, world, support_request):
    move(support_request, "review", world.organizer)
    assert post(moderator, "note", support_request, version=1, body="Appelé").status_code == 302
    assert support_request.messages.get().audience == "internal"


def test_an_empty_note_is_refused(moderator, support_request):
    assert post(moderator, "note", support_request, body=" ").status_code == 422


def test_assign_offers_and_accepts_only_the_team(world, moderator, support_request):
    stranger = world.person("organizer", world.there)
    colleague = world.organizer
    page = text(moderator.get(url("detail", support_request)))
    assert f'<option value="{colleague.pk}">' in page
    assert f'<option value="{stranger.pk}">' not in page
    refused = post(moderator, "assign", support_request, assignee=stranger.pk)
    assert refused.status_code == 422
    assert post(moderator, "assign", support_request, assignee=colleague.pk).status_code == 302
    assert fresh(support_request).assignee == colleague


def test_quarantine_can_be_undone_from_the_message(moderator, support_request):
    answer = moderator.post(url("quarantine", support_request), {"version": 1}, follow=True)
    assert f'action="{url("release", support_request)}"' in text(answer)
    post(moderator, "release", support_request)
    assert fresh(support_request).quarantined_at is None


def test_spam_and_back(world, moderator):
    request = factories.submit(world.page, suspicions=("honeypot",))
    post(moderator, "spam", request)
    assert fresh(request).outcome == "spam"
    page = text(moderator.get(url("detail", request)))
    assert "Closed as spam" in page and f'action="{url("spam", request)}"' not in page
    post(moderator, "release", request)
    assert fresh(request).is_open


def test_route_from_the_banner(world, sign_in):
    request = factories.submit(world.page, factories.answers(territory=["unsure"]))
    client = sign_in(world.intake)
    assert "Waits to be routed" in text(client.get(url("detail", request)))
    places = {"territory": world.gatineau.pk, "service": world.organizing.pk}
    assert post(client, "route", request, **places).status_code == 302
    assert fresh(request).team == world.here


def test_a_territory_of_another_establishment_cannot_be_chosen(world, sign_in):
    request = factories.submit(world.page, factories.answers(territory=["unsure"]))
    places = {"territory": world.elsewhere.territory.pk, "service": world.organizing.pk}
    assert post(sign_in(world.intake), "route", request, **places).status_code == 422


def test_no_team_for_the_place_is_said_in_the_form(world, sign_in):
    request = factories.submit(world.page, factories.answers(territory=["unsure"]))
    places = {"territory": world.gatineau.pk, "service": world.housing.pk}
    answer = post(sign_in(world.intake), "route", request, **places)
    assert answer.status_code == 422
    assert "No team covers this territory for this service." in text(answer)
    assert f'value="{world.gatineau.pk}" selected' in text(answer)


def test_undelivered_mail_can_be_sent_again(moderator, support_request):
    support_request.outbox.update(status="failed", attempts=8, last_error="SMTPServerDisconnected")
    page = text(moderator.get(url("detail", support_request)))
    assert "Mail not delivered" in page and "SMTPServerDisconnected" in page
    assert post(moderator, "retry", support_request).status_code == 302
    assert not support_request.outbox.undelivered().exists()


def test_posts_need_the_token(world, support_request):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(world.moderator)
    assert client.post(url("take", support_request), {"version": 1}).status_code == 403
    assert fresh(support_request).assignee is None
