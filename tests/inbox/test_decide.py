"""The page of a decision, the review of a refusal, and why it was decided so, as staff see them."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Decision, Message, ReplyTemplate, SupportRequest
from tests import factories
from tests.inbox.conftest import fresh, move, post, url

NEXT_WEEK = (timezone.localdate() + timedelta(days=7)).isoformat()


@pytest.fixture
def review(world, support_request):
    """Under review, evaluated by two."""
    SupportRequest.objects.filter(pk=support_request.pk).update(state="review")
    return factories.evaluate(support_request, world.organizer, world.manager)


@pytest.fixture
def declined(world, review):
    return factories.decide(review, world.moderator, "declined")


def text(answer) -> str:
    return answer.content.decode()


def typed(world, kind, **changes) -> dict:
    fields = {
        "accepted": {"team": world.here.pk, "person": "", "contact_by": NEXT_WEEK},
        "redirected": {"resource": "Info-Social, 811"},
        "declined": {"suggestion": "Une rencontre avec la table de quartier."},
        "postponed": {"until": NEXT_WEEK},
    }[kind]
    return {"reason": "Voici <pourquoi>.", **fields, **changes}


@pytest.mark.parametrize("kind", ["accepted", "redirected", "declined", "postponed"])
def test_decide(world, moderator, review, kind):
    page = text(moderator.get(url("decide", review, kind)))
    assert 'name="reason"' in page and "The requester reads: " in page

    seen = text(post(moderator, "decide", review, kind, preview="", **typed(world, kind)))
    assert "Voici &lt;pourquoi&gt;." in seen and "Nothing is sent yet." in seen
    assert "Voici pourquoi" in seen  # said in the requester's language
    assert review.token not in seen and not Decision.objects.exists()

    answer = post(moderator, "decide", review, kind, **typed(world, kind))
    assert answer.status_code == 302
    decision = Decision.objects.get()
    assert (decision.kind, decision.decided_by) == (kind, world.moderator)


def test_the_request_leads_to_the_pages_of_decisions(moderator, review):
    page = text(moderator.get(url("detail", review)))
    for kind in ("accepted", "redirected", "declined", "postponed"):
        assert f'href="{url("decide", review, kind)}?next=' in page
    answer = moderator.get(url("move", review, "decline"))
    assert answer.url.startswith(url("decide", review, "declined"))
    assert post(moderator, "move", review, "decline", reason="Non").status_code == 422


def test_what_is_missing_is_said_beside_its_field(world, moderator, review):
    answer = post(
        moderator, "decide", review, "declined", **typed(world, "declined", suggestion="")
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "Say what the requester can do instead." in page.split('name="suggestion"')[0][-3000:]
    assert "Voici &lt;pourquoi&gt;." in page and not Decision.objects.exists()


def test_too_late_keeps_what_was_typed(world, moderator, review):
    operations.take(user=world.organizer, request=review)
    answer = post(moderator, "decide", review, "declined", version=1, **typed(world, "declined"))
    page = text(answer)
    assert answer.status_code == 409
    assert "Nothing was decided." in page and "Took the request" in page
    assert "Voici &lt;pourquoi&gt;." in page and "table de quartier" in page
    assert f'name="version" value="{fresh(review).version}"' in page


def test_too_late_for_a_decision_that_was_made(world, moderator, review):
    factories.decide(review, world.manager, "postponed")
    answer = post(moderator, "decide", review, "declined", version=1, **typed(world, "declined"))
    assert answer.status_code == 409
    assert "Voici &lt;pourquoi&gt;.</textarea>" in text(answer)


def test_a_preview_keeps_the_version_that_was_seen(world, moderator, review):
    operations.take(user=world.organizer, request=review)
    fields = typed(world, "declined")
    page = text(post(moderator, "decide", review, "declined", version=1, preview="", **fields))
    assert 'name="version" value="1"' in page


def test_why_a_decision_is_not_possible(world, moderator, support_request):
    move(support_request, "review", world.moderator)
    page = text(moderator.get(url("decide", support_request, "declined")))
    assert "No evaluation grid is in force" in page and 'name="reason"' not in page
    assert moderator.get(url("decide", support_request, "exploded")).status_code == 404


def test_words_prepared_for_a_decision(moderator, review):
    words = ReplyTemplate.objects.create(
        name="Trop loin", use="decline", language="fr", body="Hélas, [numéro]."
    )
    page = text(moderator.get(url("decide", review, "declined"), {"template": words.pk}))
    assert f"Hélas, {review.reference}." in page


def test_the_score_waits_for_ones_own(world, sign_in, moderator, review):
    assert "67" in text(moderator.get(url("decide", review, "accepted")))
    factories.evaluate(review, world.moderator, submitted_at=None, notes=3)
    page = text(moderator.get(url("decide", review, "accepted")))
    assert "once yours is handed in" in page and 'coorg-score"><strong>' not in page


# Reviews ------------------------------------------------------------------------------------


def test_a_review_from_the_phone_to_its_answer(world, sign_in, moderator, declined):
    page = text(moderator.get(url("detail", declined)))
    assert "The requester may ask for a review until" in page
    assert post(moderator, "ask_review", declined, body=" ").status_code == 422
    assert post(moderator, "ask_review", declined, body="Un oubli.").status_code == 302
    page = text(moderator.get(url("detail", declined)))
    assert "Un oubli." in page and "Nobody reviews it yet." in page
    assert f'value="{world.moderator.pk}"' not in page.split("give_review")[1]

    given = post(moderator, "give_review", declined, reviewer=world.manager.pk)
    assert given.status_code == 302
    assert world.manager.get_full_name() in text(moderator.get(url("detail", declined)))
    assert post(moderator, "answer_review", declined, outcome="upheld").status_code == 422

    manager = sign_in(world.manager)
    assert declined.reference in text(manager.get("/admin/requests/view/reviews/"))
    refused = post(manager, "answer_review", declined, outcome="upheld", reason="")
    assert refused.status_code == 422
    answer = post(manager, "answer_review", declined, outcome="reopened", reason="C’est juste.")
    assert answer.status_code == 302
    assert fresh(declined).state == "review"
    page = text(manager.get(url("detail", declined)))
    assert "Review of the refusal: Request reopened" in page
    assert f"Review of the refusal given to {world.manager.get_full_name()}" in page


# Explained ----------------------------------------------------------------------------------


@pytest.fixture
def told(world, declined):
    """A refusal with all that may be explained."""
    SupportRequest.objects.filter(pk=declined.pk).update(band="P1", band_is_chosen=True)
    said = {"request": declined, "created_at": timezone.now(), "author_name": "Léa Roy"}
    Message.objects.create(kind="joint", audience="internal", body="Vu ensemble.", **said)
    row = declined.evaluations.first()
    row.comment = "Un quartier mal desservi."
    row.save()
    row.scores.filter(criterion="inequalities").update(points=3, comment="Très isolés.")
    row.scores.filter(criterion="partners").update(points=None)
    operations.ask_review(request=declined, body="Un oubli.")
    return fresh(declined)


SAID = (
    "Version 1 of the grid, put in force on",
    "Ghislaine Roy",
    "The need is collective, not individual.",
    "3 – Very vulnerable population, poorly reached by services",
    "25 × 3",
    "27.78",  # 100 × 75 ÷ 270
    "Not applicable",
    "Très isolés.",
    "Un quartier mal desservi.",
    "Sum of the contributions: 75.93, that is 76 out of 100.",
    "Middle of 75.93; 66.67: 71.30, rounded half up to 71 out of 100.",
    "71 suggests: Priority 2 – medium (from 55).",
    "Priority chosen by hand: Priority 1 – high",
    "Vu ensemble.",
    "Decision: Not selected",
    "The score stood at 67, Priority 2 – medium.",
    "Parce que.",
    "Une rencontre d’information.",
    "Un oubli.",
)


def test_everything_on_one_screen(world, moderator, told):
    page = text(moderator.get(url("explained", told)))
    for said in SAID:
        assert said in page, said
    assert world.moderator.get_full_name() in page
    assert url("explained", told) in text(moderator.get(url("detail", told)))


def test_the_contact_is_masked_for_auditors(world, sign_in, moderator, told):
    assert "eloise@example.org" in text(moderator.get(url("explained", told)))
    page = text(sign_in(world.person("auditor")).get(url("explained", told)))
    assert "Masked: your role does not see who asked." in page
    assert "eloise@" not in page and "Éloïse" not in page


def test_on_paper_it_can_be_read_back(moderator, told):
    answer = moderator.get(url("explained_pdf", told))
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for said in SAID:
        assert said.replace("\u00a0", " ") in words, said
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] and catalog["/Lang"].startswith("en")
    assert "/StructTreeRoot" in catalog and told.reference in reader.metadata.title


def test_in_the_language_of_the_reader(world, sign_in, told):
    page = text(sign_in(world.moderator, "fr").get(url("explained", told)))
    assert "27,78" in page and "Aucun partenaire" not in page
    assert "Population très vulnérable, peu rejointe par les services" in page


def test_whoever_must_evaluate_first_judges_alone(world, sign_in, review):
    late = world.person("organizer")
    factories.evaluate(review, late, submitted_at=None)
    for name in ("explained", "explained_pdf"):
        answer = sign_in(late).get(url(name, review))
        assert answer.status_code == 403
        assert "27.78" not in text(answer) and "once yours is handed in" in text(answer)
    assert sign_in(world.organizer).get(url("explained", review)).status_code == 200
