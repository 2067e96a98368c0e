"""The demo: complete, the same twice, and made by the real operations."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError
from django.utils import timezone
from wagtail.models import Page, Site

from coorg_forms.models import (
    ContactPoint,
    Establishment,
    FormVersion,
    OutboxMessage,
    RequestEvent,
    RequestFormPage,
    SupportRequest,
    Team,
    Territory,
)
from coorg_forms.models.texts import ALLOWED, unknown_placeholders
from coorg_forms.questions.check import check
from coorg_forms.triage.roles import ROLES
from coorg_forms.triage.states import STATES
from example_site.models import HomePage
from tests.example_site.conftest import load_demo

User = get_user_model()


def counts() -> dict[str, int]:
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    }


def test_second_run_changes_nothing(demo, django_assert_max_num_queries):
    before = counts()
    with django_assert_max_num_queries(10):
        said = load_demo()
    assert "no change" in said
    assert counts() == before


def test_says_where_to_go_and_how_to_log_in(demo):
    assert "is loaded" in demo
    assert "/fr/" in demo and "/en/" in demo and "/admin/" in demo
    assert "only for the demo" in demo
    for user in User.objects.all():
        assert user.username in demo


def test_refuses_a_database_with_people_of_its_own(demo):
    Establishment.objects.filter(code="outaouais").update(code="elsewhere")
    with pytest.raises(CommandError, match="empty database"):
        load_demo()


def test_password_of_all_is_demo(demo):
    assert all(user.check_password("demo") for user in User.objects.all()[:3])
    assert User.objects.values("password").distinct().count() == 1


# --- Places and staff ---


def test_establishments_and_their_contacts(demo):
    outaouais, laurentides = Establishment.objects.order_by("-code")
    assert outaouais.name == "Centre intégré de santé et de services sociaux de l’Outaouais"
    assert laurentides.short_name == "CISSS des Laurentides"
    assert Territory.objects.canonical().filter(establishment=outaouais).count() == 5
    assert Territory.objects.canonical().filter(establishment=laurentides).count() == 7
    assert list(laurentides.services.values_list("code", flat=True)) == ["oc", "psoc", "scls"]
    numbers = {point.code: point.number for point in ContactPoint.objects.canonical()}
    assert numbers["outaouais-oc"].written("fr") == "819\u00a0966-6484, poste\u00a06"
    assert numbers["laurentides-rcoc"].written("en") == "450\u00a0433-2777, ext.\u00a065139"


def test_every_territory_has_a_team_for_organizing(demo):
    for territory in Territory.objects.canonical():
        assert Team.objects.filter(territories=territory, services__code="oc").count() == 1


def test_every_role_is_played_in_each_establishment(demo):
    for establishment in Establishment.objects.all():
        there = User.objects.filter(request_memberships__team__establishment=establishment)
        played = set(there.values_list("groups__name", flat=True))
        assert played == {role.name for role in ROLES.values() if role.sees_requests}
    assert User.objects.filter(groups__name=ROLES["organizer"].name).count() == 20
    assert User.objects.filter(groups__name=ROLES["editor"].name).count() == 2


def test_editors_may_edit_publish_and_translate_but_not_read_requests(demo):
    editor = User.objects.get(username="edition.outaouais")
    for page in RequestFormPage.objects.all():
        permissions = page.permissions_for_user(editor)
        assert permissions.can_edit() and permissions.can_publish()
    assert editor.has_perm("wagtail_localize.submit_translation")
    assert not Site.objects.get().root_page.permissions_for_user(editor).can_edit()
    assert not SupportRequest.objects.visible_to(editor).exists()


def test_one_person_works_in_english(demo):
    profiles = User.objects.filter(wagtail_userprofile__preferred_language="en")
    assert profiles.count() == 1


# --- Pages ---


def test_tree(demo):
    assert Page.objects.count() == 1 + 2 + 4 + 4 + 8  # with the offers
    assert Site.objects.get().root_page.slug == "accueil"
    for home in HomePage.objects.all():
        assert home.live and home.get_translations().count() == 1


def test_forms_can_be_published_as_they_are(demo):
    for page in RequestFormPage.objects.all():
        site_options = page.site_option_keys(page.establishment)
        assert check(page.questions, page.published_questions(), site_options) == []
        for name in ALLOWED:
            assert getattr(page, name)
            assert not unknown_placeholders(name, getattr(page, name))


def test_languages_ask_the_same_under_the_same_keys(demo):
    for french in RequestFormPage.objects.filter(locale__language_code="fr"):
        ours = french.current_version().parsed
        theirs = FormVersion.objects.of(french.form_key, "en").get().parsed
        assert len(ours.questions) == 25
        assert identity(ours) == identity(theirs)


def identity(schema) -> list:
    return [
        (item.id, getattr(item, "key", ""), [(o.id, o.key) for o in getattr(item, "options", ())])
        for item in schema.items
    ]


def test_nothing_is_left_in_french(demo):
    for english in RequestFormPage.objects.filter(locale__language_code="en"):
        french = english.get_translations().get().specific
        ours, theirs = (page.current_version() for page in (english, french))
        for name, text in ours.texts.items():
            assert text != theirs.texts[name]
        for question in ours.parsed.questions:
            assert question.label != theirs.parsed.by_key[question.key].label
        assert english.contact.locale == english.locale


# --- Requests ---


def test_requests_are_in_every_state_and_both_languages(demo):
    requests = SupportRequest.objects.all()
    assert len(requests) >= 60
    assert {request.state for request in requests} == set(STATES)
    for establishment in Establishment.objects.all():
        own = [request for request in requests if request.establishment_id == establishment.pk]
        assert {request.language for request in own} == {"fr", "en"}
        assert len(own) >= 25


def test_special_cases_are_there(demo):
    assert SupportRequest.objects.quarantined().exists()
    assert SupportRequest.objects.filter(outcome="spam").count() == 1
    [duplicate] = SupportRequest.objects.exclude(duplicate_of=None)
    assert duplicate.organization_key == duplicate.duplicate_of.organization_key
    assert SupportRequest.objects.filter(organization_key="les brasseuses de soupe").count() == 2
    assert SupportRequest.objects.filter(themes__code="housing").exists()
    assert SupportRequest.objects.to_route().count() >= 3
    assert [message.status for message in OutboxMessage.objects.undelivered()] == ["failed"]
    line = SupportRequest.objects.get(summary="Un jardin")
    assert (line.organization, line.excerpt) == ("", "On voudrait un jardin.")
    assert any(
        len(request.answers["description"]) > 1000 for request in SupportRequest.objects.all()
    )


def test_references_follow_the_days(demo):
    received = SupportRequest.objects.order_by("reference").values_list("received_at", flat=True)
    assert list(received) == sorted(received)
    assert 80 < (timezone.now() - received[0]).days < 95


def test_history_happens_in_order_and_in_the_past(demo):
    now = timezone.now()
    for request in SupportRequest.objects.prefetch_related("events", "messages"):
        events = request.events.order_by("pk")
        moments = [event.at for event in events]
        assert moments[0] == request.received_at
        assert moments == sorted(moments) and moments[-1] < now
        written = {event.data["message"]: event.at for event in events if "message" in event.data}
        told = request.messages.exclude(kind="suggestion")  # goes with the reason
        assert written == {message.pk: message.created_at for message in told}
        if request.closed_at:
            assert request.closed_at == events.exclude(action="review_asked").last().at


def test_events_tell_who_acted(demo):
    by_the_public = ("received", "review_asked", "correction_asked")
    acted = RequestEvent.objects.exclude(action__in=by_the_public)
    assert not acted.filter(actor=None).exists()


def test_no_mail_waits_to_leave(demo):
    assert not OutboxMessage.objects.due(timezone.now()).exists()


def test_colleagues_are_not_told_of_the_requests_of_others(demo):
    organizer = User.objects.get(username="heather.colquhoun")
    seen = SupportRequest.objects.visible_to(organizer)
    codes = set(seen.values_list("territory__code", flat=True)) - {None}
    assert "pontiac" in codes
    assert not codes & {"papineau", "argenteuil"}


def test_nobody_is_real(demo):
    for request in SupportRequest.objects.select_related("contact"):
        contact = request.contact
        assert not contact.email or contact.email.endswith(("@example.org", "@example.ca"))
        assert not contact.phone or "55501" in contact.phone
    assert all(user.email.endswith("@example.ca") for user in User.objects.all())
