"""What is erased once the time that the form promised is over, and what remains to be counted."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.core.management import call_command
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Attachment, Contact, Message, SupportRequest
from tests.factories import answers, block, submit, usual_questions
from tests.searching import search

SAID = {
    "organization": "Maison Zébulon",
    "summary": "Projet Xanadou",
    "excerpt": "Un besoin tout à fait reconnaissable",
}


@pytest.fixture
def form(world):
    questions = [
        *usual_questions(),
        block(
            "radio",
            label="Comment?",
            key="how",
            options=[("phone", "Téléphone"), ("other", "Autre", True)],
        ),
        block("text", label="Précisions", key="details"),
    ]
    return world.form(questions, retention_months=24)


@pytest.fixture
def ended(form):
    """A request that ended just over two years ago, with words everywhere."""
    ticked = {"how": {"choices": ["other"], "text": "Par pigeon"}, "details": "Rue Zébulon"}
    request = submit(form, answers(**ticked))
    assert request.retention_months == 24
    SupportRequest.objects.filter(pk=request.pk).update(
        state="closed",
        outcome="completed",
        closed_at=timezone.now() - relativedelta(months=24) - timedelta(hours=1),
        known_organizer="Zoé",
        **SAID,
    )
    Message.objects.create(
        request=request, kind="note", audience="internal", body="Zébulon a rappelé",
        created_at=timezone.now(),
    )  # fmt: skip
    return SupportRequest.objects.get(pk=request.pk)


def everything(request) -> str:
    """All that is kept of a request, as one text."""
    rows = [
        *SupportRequest.objects.filter(pk=request.pk).values(),
        *Contact.objects.filter(request=request).values(),
        *request.messages.values(),
        *request.events.values(),
        *Attachment.objects.filter(request=request).values(),
    ]
    return str(rows)


def test_no_word_remains_and_what_counts_does(ended):
    before = everything(ended)
    assert "Zébulon" in before and "pigeon" in before
    call_command("coorg_housekeeping")
    after = everything(ended)
    for word in ("Zébulon", "pigeon", "Xanadou", "reconnaissable", "Zoé", "example.org"):
        assert word not in after
    stored = SupportRequest.objects.get(pk=ended.pk)
    assert stored.erased_at and not Contact.objects.filter(request=ended).exists()
    assert stored.answers["how"] == {"choice": "other", "text": ""}
    assert "details" not in stored.answers
    assert (stored.territory, stored.outcome) == (ended.territory, "completed")
    assert stored.events.latest("pk").action == "erased"


def test_a_search_finds_its_reference_only(ended, world):
    operations.erase(request=ended)
    assert not search("zebulon") and search(ended.reference)


@pytest.mark.parametrize(
    "fields",
    [
        {"closed_at": timezone.now() - relativedelta(months=24) + timedelta(days=1)},
        {"closed_at": None, "outcome": "", "state": "review"},
        {"retention_months": None},
        {"retention_months": 60},
    ],
)
def test_not_before_its_time(ended, fields):
    SupportRequest.objects.filter(pk=ended.pk).update(**fields)
    assert operations.erase_expired() == 0
    assert "Zébulon" in everything(ended)


def test_once_only(ended):
    assert operations.erase_expired() == 1
    assert operations.erase_expired() == 0


def test_the_time_is_the_one_that_was_promised(ended, form):
    """A form that keeps longer later does not keep longer what was sent before."""
    type(form).objects.filter(pk=form.pk).update(retention_months=120)
    assert operations.erase_expired() == 1


def test_the_request_can_still_be_read(client, ended, world):
    from django.urls import reverse

    operations.erase(request=ended)
    client.force_login(world.manager)
    page = client.get(reverse("coorg_requests:detail", args=[ended.reference]))
    assert page.status_code == 200
    assert client.get(reverse("coorg_forms:sent", args=[ended.token])).status_code == 200


def test_answers_of_choices_keep_nothing_written(form):
    request = submit(form, answers(how={"choices": ["phone"]}, details="Rue Zébulon"))
    operations.erase(request=request)
    assert SupportRequest.objects.get(pk=request.pk).answers["how"]["choice"] == "phone"
