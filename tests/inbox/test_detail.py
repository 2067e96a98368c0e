"""The page of a request: everything is read there, whatever is missing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from coorg_forms import operations
from coorg_forms.models import Contact, RequestFormPage, SupportRequest
from tests import factories
from tests.inbox.conftest import fresh, move, url


def page(client, request, query="") -> str:
    response = client.get(f"{url('detail', request)}?{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_everything_in_one_page(moderator, support_request):
    html = page(moderator, support_request)
    for words in (
        support_request.reference,
        "Créer un jardin collectif",
        "École Saint-Jérôme",
        "Éloïse Nguyen-O’Connor",
        'href="mailto:eloise@example.org"',
        'href="tel:+18195550123;ext=45"',
        "Et un cabanon.",
        "May\u00a01, 2031",
        "Start the review",
        "Request received",
        "Staff only",
    ):
        assert words in html, words


@pytest.mark.parametrize("role", ["auditor"])
def test_contacts_are_masked_without_the_capability(world, sign_in, support_request, role):
    html = page(sign_in(world.person(role)), support_request)
    for secret in ("Éloïse", "Nguyen", "eloise@example.org", "5550123", "555-0123"):
        assert secret not in html
    assert "Masked: your role does not see who asked." in html


def test_contacts_stay_masked_when_an_act_is_refused(world, sign_in, support_request):
    client = sign_in(world.person("auditor"))
    response = client.post(url("note", support_request), {"version": 1, "body": "x"})
    assert response.status_code == 422
    assert "eloise@example.org" not in response.content.decode()


def test_a_constant_number_of_queries(world, sign_in, django_assert_max_num_queries):
    """Whatever the colleagues, the history and what may be done."""
    client, request = sign_in(world.manager), factories.submit(world.page)
    page(client, request)  # warm: permissions, content types

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, request)
        return len(captured)

    few = queries()
    for _number in range(3):
        world.person("organizer")
        operations.note(user=world.manager, request=request, body="Note")
    assert queries() == few
    assert few <= 47


def test_html_in_answers_is_text(world, moderator):
    attack = "<script>alert('x')</script>"
    request = factories.submit(
        world.page,
        factories.answers(
            org_name=attack, title=attack, description=attack, contact_name={"given": attack}
        ),
    )
    operations.note(user=world.moderator, request=request, body=attack)
    for html in (page(moderator, request), moderator.get("/admin/requests/").content.decode()):
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert" in html


def test_answers_in_the_words_of_the_reader(world, moderator):
    words = {"Votre besoin": "Your need", "En une phrase": "In one sentence"}
    factories.translate(world.page, words)
    request = factories.submit(world.page)
    html = page(moderator, request)
    assert "Your need" in html and "In one sentence" in html
    seen = page(moderator, request, "words=seen")
    assert "Votre besoin" in seen and "Your need" not in seen
    assert 'lang="fr"' in seen


def test_answers_of_a_question_that_the_form_lost(world, moderator, support_request):
    SupportRequest.objects.filter(pk=support_request.pk).update(
        answers={**support_request.answers, "gone": {"a": [1]}, "old": "<i>mot</i>"}
    )
    html = page(moderator, support_request)
    assert "Other answers" in html
    assert "{&#x27;a&#x27;: [1]}" in html and "&lt;i&gt;mot&lt;/i&gt;" in html


def test_questions_left_empty_are_told_apart_from_those_never_asked(world, moderator):
    request = factories.submit(world.page, factories.answers(org_name=None, deadline=None))
    html = page(moderator, request)
    assert "Nom du groupe" in html  # left empty
    assert "Qui?" not in html  # never asked


def test_without_page_contact_or_colleague(world, moderator, support_request):
    colleague = world.organizer
    operations.take(user=colleague, request=support_request)
    Contact.objects.filter(request=support_request).delete()
    RequestFormPage.objects.get(pk=world.page.pk).delete()
    colleague.delete()
    html = page(moderator, support_request)
    assert "The contact information was erased." in html
    assert "Erased" in html


def test_a_forbidden_move_stays_with_its_reason(world, sign_in, support_request):
    move(support_request, "review", world.moderator)
    html = page(sign_in(world.organizer), support_request)
    assert "Your role does not allow this." in html
    assert html.count("disabled aria-describedby=") >= 3  # accept, redirect, do not select


def test_every_description_points_at_something(world, sign_in, support_request):
    import re

    for user in (world.organizer, world.person("auditor"), world.intake):
        html = page(sign_in(user), support_request)
        ids = set(re.findall(r'\sid="([^"]+)"', html))
        named = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html)
        used = {one for several in named for one in several.split()}
        assert {one for one in used if one.startswith("coorg-")} <= ids


def test_why_it_is_in_quarantine(world, moderator):
    request = factories.submit(world.page, suspicions=("honeypot", "links", "novel"))
    html = page(moderator, request)
    assert "In quarantine" in html
    assert "A field that only robots see was filled in." in html
    assert "novel" in html
    assert "Release the request from quarantine first." in html


@pytest.mark.parametrize("state", ["info_needed", "accepted", "closed", "withdrawn"])
def test_every_state_is_shown(world, moderator, state):
    request = factories.submit(world.page)
    ways = {
        "info_needed": ["ask"],
        "accepted": ["review", "accept"],
        "closed": ["review", "accept", "begin", "close"],
        "withdrawn": ["withdraw"],
    }
    operations.take(user=world.moderator, request=request)
    for code in ways[state]:
        request = move(request, code, world.moderator, reason="Voilà")
    html = page(moderator, request)
    with translation.override("en"):
        assert str(request.known_state.label) in html
    panel = html.split('id="coorg-acts"')[1].split("</section>")[0]
    assert ("Reopen" in panel) == (not request.is_open)


def test_an_older_form_without_the_readers_language(world, moderator, support_request):
    assert "In the words that the requester saw" not in page(moderator, support_request)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_both_languages(world, sign_in, support_request, language):
    html = page(sign_in(world.moderator, language), support_request)
    assert f'<html lang="{language}"' in html


def test_the_cost_of_a_page_does_not_grow_with_its_history(world, moderator, support_request):
    def queries():
        page(moderator, support_request)
        with CaptureQueriesContext(connection) as captured:
            page(moderator, support_request)
        return len(captured)

    operations.note(user=world.moderator, request=support_request, body="Un")
    short = queries()
    for number in range(20):
        operations.note(user=world.moderator, request=support_request, body=str(number))
    assert queries() == short


def test_the_history_tells_who_was_assigned(world, moderator, support_request):
    operations.assign(
        user=world.moderator,
        request=fresh(support_request),
        assignee=world.organizer,
        version=fresh(support_request).version,
    )
    assert f"Assigned to {world.organizer.get_full_name()}" in page(moderator, support_request)
