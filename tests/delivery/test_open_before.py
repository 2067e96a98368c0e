"""Who already has an open request is told so by mail, and by nothing else."""

import pytest
from django.utils import timezone

from coorg_forms.delivery import mail
from coorg_forms.models import SupportRequest
from tests import factories
from tests.factories import answers, submit

SAID = "Vous aviez déjà une demande ouverte"


@pytest.fixture
def form(world):
    page = world.page
    page.tells_open = True
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def body(request) -> str:
    return mail.preview(request, "acknowledgement")[1]


def test_the_first_gets_through_and_the_second_is_told_at_their_address(form):
    first, second = submit(form), submit(form, answers(email="ELOISE@example.org"))

    assert SAID not in body(first)
    told = body(second)
    assert SAID in told and first.reference in told and f"/demande/{first.token}/" in told
    assert "819\u00a0966-6484" in told and "o'boite@example.org" in told
    assert [word for word in ("Nguyen", "jardin", "cabanon") if word in told] == []


def test_what_is_ended_elsewhere_or_of_someone_else_is_not_told(world, form):
    other = world.form(factories.usual_questions(), tells_open=True)
    ended, spam = submit(form), submit(form)
    SupportRequest.objects.filter(pk=ended.pk).update(
        closed_at=timezone.now(), outcome="done", state="closed"
    )
    SupportRequest.objects.filter(pk=spam.pk).update(quarantined_at=timezone.now())
    submit(other)
    submit(form, answers(email="autre@example.org"))

    assert SAID not in body(submit(form))


def test_a_form_that_does_not_ask_for_it_says_nothing(page):
    submit(page)
    assert SAID not in body(submit(page))


def test_in_english_the_form_in_french_decides(form):
    english = factories.translate(form, {})
    submit(form)

    assert "You already had an open request" in body(submit(english))
    form.tells_open = False
    form.save_revision().publish()
    submit(english)
    assert "already" not in body(submit(type(english).objects.get(pk=english.pk)))


def test_the_page_says_the_same_whatever_the_address(client, form):
    pages = []
    for request in (submit(form), submit(form)):
        html = client.get(f"/demande/{request.token}/").content.decode()
        for own in (request.reference, str(request.token)):
            html = html.replace(own, "")
        pages.append(html)

    assert "Vous aviez déjà" not in pages[1]
    assert len(pages[0].splitlines()) == len(pages[1].splitlines())
