"""What the requester reads of a decision, and how they have a refusal looked at again."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.delivery.mail import compose
from coorg_forms.models import RefusalReview, SupportRequest
from coorg_forms.operations.promises import from_day
from coorg_forms.questions.dates import written_date
from tests import factories
from tests.public.forms import translated
from tests.public.screen import Screen

REASON = "Le besoin n’est pas encore porté par un groupe."
SUGGESTION = "Une rencontre avec la table de quartier."


@pytest.fixture
def review(world):
    request = factories.submit(world.page)
    SupportRequest.objects.filter(pk=request.pk).update(state="review")
    return SupportRequest.objects.get(pk=request.pk)


@pytest.fixture
def declined(world, review):
    return factories.decide(
        review, world.moderator, "declined", reason=REASON, suggestion=SUGGESTION
    )


@pytest.fixture
def look(client):
    return lambda request: Screen(client.get(reverse("coorg_forms:sent", args=[request.token])))


def ask(client, request, words):
    return client.post(reverse("coorg_forms:review", args=[request.token]), {"words": words})


def plain(screen) -> str:
    return " ".join(screen.text.replace("\u00a0", " ").split())


def test_accepted_says_who_and_by_when(world, look, review):
    with time_machine.travel("2027-06-22 12:00-04:00"):
        factories.decide(
            review,
            world.moderator,
            "accepted",
            reason=REASON,
            person=world.organizer,
            contact_by=timezone.localdate() + timedelta(days=8),
        )
        said = plain(look(review))
    assert "Votre demande est acceptée." in said and "d’ici le 30 juin 2027" in said
    assert f"{world.organizer.get_full_name()}, {world.here.name}" in said and REASON in said
    assert review.messages.get().body in said and said.count(REASON) == 1


def test_redirected_says_to_whom_why_and_what_was_given(world, look, review):
    factories.decide(review, world.moderator, "redirected", reason=REASON, resource="Le CLSC")
    said = plain(look(review))
    assert "Un autre service peut mieux vous aider : Le CLSC." in said and REASON in said
    assert "ni votre nom ni votre demande" in said


def test_redirected_with_consent(world, look, review):
    day = timezone.localdate()
    factories.decide(
        review, world.moderator, "redirected", shares_data=True, consent_at=day, reason=REASON
    )
    assert "ni votre nom" not in plain(look(review))


def test_postponed_says_until_when(world, look, review):
    with time_machine.travel("2027-06-22 12:00-04:00"):
        day = timezone.localdate() + timedelta(days=8)
        factories.decide(review, world.moderator, "postponed", reason=REASON, until=day)
        said = plain(look(review))
    assert "30 juin 2027" in said and REASON in said


def test_not_selected_says_why_what_else_and_how_to_ask_for_a_review(look, declined):
    screen = look(declined)
    said = plain(screen)
    assert "n’a pas été retenue pour le moment" in said
    assert said.index("Voici pourquoi") < said.index(REASON)
    assert said.index("Voici ce que nous vous proposons") < said.index(SUGGESTION)
    assert "Vous pouvez demander une révision" in said
    assert screen.soup.select_one('textarea[name="words"]')


def test_in_english(world, look):
    request = factories.submit(translated(world.page))
    SupportRequest.objects.filter(pk=request.pk).update(state="review")
    request = factories.decide(request, world.moderator, "declined", reason="Too far.")
    said = plain(look(request))
    assert "Your request was not selected at this time. Here is why:" in said
    assert "Here is what we suggest:" in said and "You may ask for a review" in said


def test_no_mail_holds_the_reason(declined, client, world):
    ask(client, declined, "Un fait nouveau.")
    operations.answer_review(
        user=world.manager,
        request=SupportRequest.objects.get(pk=declined.pk),
        outcome="upheld",
        reason=REASON,
        version=declined.version,
    )
    mails = [mail for mail in declined.outbox.all() if mail.kind != "acknowledgement"]
    kinds = {mail.kind for mail in mails}
    assert {"decided", "review_asked", "review_received", "review_answered"} <= kinds
    for mail in mails:
        subject, body = compose(mail)
        assert declined.reference in subject
        for secret in (REASON, SUGGESTION, "Un fait nouveau", "jardin"):
            assert secret not in subject + body


def test_a_review_is_asked_for_once(client, look, declined):
    first = ask(client, declined, " Un fait nouveau. ")
    again = ask(client, declined, "Un fait nouveau.")
    assert (first.status_code, again.status_code) == (303, 303)
    assert first.url.endswith("#review")
    review = RefusalReview.objects.get()
    assert review.words.body == "Un fait nouveau."
    assert review.due_on == from_day(review.decision.request, timezone.localdate(), 20)
    other = ask(client, declined, "Autre chose.")
    assert other.status_code == 422 and "Autre chose." in other.content.decode()
    said = plain(look(declined))
    due = written_date(review.due_on, "fr").replace("\u00a0", " ")
    assert f"Réponse d’ici le {due}." in said and "Un fait nouveau." in said


@pytest.mark.parametrize("words", ["", " \n\u00a0"])
def test_words_are_required(client, declined, words):
    answer = Screen(ask(client, declined, words))
    assert answer.status == 422 and not RefusalReview.objects.exists()
    area = answer.soup.select_one("#id_words")
    assert area["aria-invalid"] == "true" and "words-error" in area["aria-describedby"]
    assert answer.soup.select_one('.coorg-summary a[href="#id_words"]')


def test_the_time_to_ask_is_bounded(client, look, declined, settings):
    settings.COORG_FORMS_REVIEW_WINDOW_DAYS = 10
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        screen = look(declined)
        assert not screen.soup.select_one("form") and "demander une révision" not in screen.text
        assert ask(client, declined, "Un fait nouveau.").status_code == 422
    assert look(declined).soup.select_one("form")


def test_nothing_to_review_without_a_refusal(client, world, look, review):
    assert ask(client, review, "Pourquoi?").status_code == 422
    factories.decide(review, world.moderator, "redirected")
    assert ask(client, review, "Pourquoi?").status_code == 422
    assert not look(review).soup.select_one('textarea[name="words"]')


def test_without_the_security_cookie_nothing_typed_is_lost(declined):
    strict = Client(enforce_csrf_checks=True)
    answer = ask(strict, declined, "Un fait nouveau.")
    assert answer.status_code == 403 and "Un fait nouveau." in answer.content.decode()
    assert not RefusalReview.objects.exists()


def test_upheld_is_final_and_names_the_other_recourses(client, world, look, declined):
    ask(client, declined, "Un fait nouveau.")
    current = SupportRequest.objects.get(pk=declined.pk)
    operations.answer_review(
        user=world.manager,
        request=current,
        outcome="upheld",
        reason="Le fait ne change rien.",
        version=current.version,
    )
    said = plain(look(declined))
    assert "Le fait ne change rien." in said and said.count("Le fait ne change rien.") == 1
    assert "commissaire aux plaintes" in said and "Commission d’accès à l’information" in said
    assert ask(client, declined, "Encore.").status_code == 422


def test_reopened_goes_back_to_review_with_a_new_promise(client, world, look, declined):
    ask(client, declined, "Un fait nouveau.")
    current = SupportRequest.objects.get(pk=declined.pk)
    operations.answer_review(
        user=world.manager,
        request=current,
        outcome="reopened",
        reason="Vous avez raison.",
        version=current.version,
    )
    now = SupportRequest.objects.get(pk=declined.pk)
    assert now.state == "review" and now.is_open and now.due_on > timezone.localdate()
    said = plain(look(declined))
    assert "selon nos critères publics" in said and "Vous avez raison." in said
    assert now.decisions.count() == 1
