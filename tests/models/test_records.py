"""What never changes, what says nothing personal, and what the database itself refuses."""

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from coorg_forms.models import (
    Contact,
    FormVersion,
    OutboxMessage,
    ReferenceCounter,
    RequestEvent,
    SupportRequest,
    Territory,
)
from coorg_forms.models.texts import ALLOWED, PLACEHOLDERS, TEXTS, fill, unknown_placeholders
from tests import factories
from tests.factories import submit


@pytest.fixture
def received(world):
    return submit(world.page)


def test_a_form_version_refuses_changes(page):
    version = page.current_version()
    version.title = "Autre"

    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        FormVersion.objects.update(title="Autre")
    with pytest.raises(TypeError), transaction.atomic():
        FormVersion.objects.bulk_update([version], ["title"])
    assert FormVersion.objects.get(pk=version.pk).title != "Autre"


def test_a_form_version_that_was_answered_is_not_deleted(received):
    with pytest.raises(models.ProtectedError):
        received.form_version.delete()


def test_an_event_refuses_changes(received):
    event = received.events.get()
    event.action = "spam"

    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        RequestEvent.objects.update(action="spam")


def test_an_event_holds_no_free_text(received):
    with pytest.raises(ValueError, match="comment"):
        RequestEvent.objects.create(
            request=received,
            action="noted",
            at=timezone.now(),
            version=1,
            data={"comment": "Bonjour"},
        )


def test_a_request_that_has_a_history_is_not_deleted(received):
    with pytest.raises(models.ProtectedError):
        received.delete()


def test_deleting_the_page_keeps_the_request(received):
    received.page.specific.delete()

    kept = SupportRequest.objects.get(pk=received.pk)
    assert kept.page is None
    assert kept.form_version.parsed.by_key["title"].label == "En une phrase"


def test_deleting_a_person_keeps_the_history(world, received):
    from coorg_forms import operations

    person = world.organizer
    operations.take(user=person, request=received)
    person.delete()

    kept = SupportRequest.objects.get(pk=received.pk)
    assert kept.assignee is None and kept.assignee_name
    assert kept.events.get(action="taken").actor_name == kept.assignee_name


def test_nothing_personal_in_names(received):
    personal = ["Éloïse", "Nguyen", "eloise", "5550123", "École", "jardin"]
    things = [
        received,
        received.contact,
        *received.events.all(),
        *received.outbox.all(),
        *received.messages.all(),
    ]

    assert str(received) == str(received.contact) == received.reference
    assert str(SupportRequest._meta.verbose_name)
    for thing in things:
        assert not [word for word in personal if word in str(thing) + repr(thing)]


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "completed"},
        {"closed_at": timezone.now()},
    ],
)
def test_the_database_refuses_half_an_end(received, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        SupportRequest.objects.filter(pk=received.pk).update(**fields)


def test_the_database_refuses_a_second_row_of_one_submission(received):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy = SupportRequest.objects.get(pk=received.pk)
        copy.pk, copy.reference, copy.token = None, "OC-X", "t"
        import uuid

        copy.public_id = uuid.uuid4()
        copy.save(force_insert=True)


def test_tokens_are_long_and_differ(world):
    tokens = {submit(world.page).token for _number in range(5)}

    assert len(tokens) == 5
    assert min(map(len, tokens)) >= 27


def test_reference_is_padded_and_grows():
    assert ReferenceCounter(year=2026, last=142).written() == "OC-2026-00142"
    assert ReferenceCounter(year=2026, last=123456).written() == "OC-2026-123456"


def test_prefix_of_the_reference(settings):
    settings.COORG_FORMS_REFERENCE_PREFIX = "RCOC"

    assert ReferenceCounter(year=2026, last=1).written() == "RCOC-2026-00001"


def test_all_answers_until_erasure(received):
    assert received.all_answers()["contact_name"]["given"] == "Éloïse"

    Contact.objects.filter(request=received).delete()

    erased = SupportRequest.objects.get(pk=received.pk)
    assert "contact_name" not in erased.all_answers()
    assert erased.all_answers()["title"]


def test_recipient_is_read_where_it_is_kept(world, received):
    message = received.outbox.get(kind="acknowledgement")
    assert message.to_requester and message.recipient == "eloise@example.org"

    Contact.objects.filter(request=received).update(email="autre@example.org")
    assert OutboxMessage.objects.get(pk=message.pk).recipient == "autre@example.org"


# Reference data -----------------------------------------------------------------------------


def test_canonical_row(world):
    english = Territory.objects.in_language("en").get(code="gatineau")

    assert english.label == "Gatineau (English)"
    assert english.canonical == world.gatineau == world.gatineau.canonical
    assert list(Territory.objects.canonical()) == [world.gatineau, world.pontiac]


def test_site_options_are_in_the_language_and_fall_back_to_french(world):
    from coorg_forms.models.vocabulary import site_options

    factories.territory("chelsea", world.establishment, active=False)
    english = site_options(world.establishment, "en")

    assert [(o.key, o.label) for o in english("territories")] == [
        ("gatineau", "Gatineau (English)"),
        ("pontiac", "Pontiac (English)"),
    ]
    assert [o.label for o in english("services")] == [
        "Logement social",
        "Organisation communautaire",
    ]
    assert list(site_options(None, "fr")("territories")) == []


def test_a_code_is_used_once_in_a_language(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.territory("gatineau", world.establishment)


def test_contact_point_number(world):
    assert world.contact.number.written("fr") == "819\u00a0966-6484, poste\u00a06"
    assert factories.contact_point(world.establishment, phone="").number is None


# Texts --------------------------------------------------------------------------------------


def test_placeholders_are_filled_once():
    values = {"reference": "[prénom]", "first_name": "Zoé"}

    assert fill("[numéro] [Number] [ prénom ] [autre] [date]", values) == (
        "[prénom] [prénom] Zoé [autre] [date]"
    )


def test_unknown_placeholders():
    assert unknown_placeholders("confirmation", "[numéro] [prénom] [durée]") == [
        "[prénom]",
        "[durée]",
    ]
    assert unknown_placeholders("acknowledgement_body", "[prénom] [first name] [lien]") == []
    assert unknown_placeholders("intro", "Sans rien.") == []


def test_tables_of_texts_agree():
    assert set(ALLOWED) == set(TEXTS)
    assert all(set(codes) <= set(PLACEHOLDERS) for codes in ALLOWED.values())
    assert "first_name" not in ALLOWED["acknowledgement_subject"]
