"""A form whose requests would reach nobody is not published."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from coorg_forms.delivery.health import troubles
from coorg_forms.models import FormVersion, RequestFormPage, Team
from coorg_forms.models.recipients import HELD
from coorg_forms.triage.roles import ROLES
from tests import factories
from tests.editor.test_page_form import create
from tests.factories import block

TERRITORY = {"type": "territory", "label": "Où?", "key": "territory", "role": "territory"}
NOBODY = "Personne ne répond de « Organisation communautaire » dans : Des Collines."


def plain(text) -> str:
    return str(text).replace("\u00a0", " ")


def test_a_territory_without_team_is_named_with_the_way_to_mend_it(editor, world):
    factories.territory("des-collines", world.establishment, label="Des Collines")

    response = create(editor, world, [block(**TERRITORY)], "action-publish")

    assert not RequestFormPage.objects.exists()
    [message] = response.context["form"].errors["service"]
    assert NOBODY in plain(message)
    assert "Gatineau" not in message
    assert reverse("wagtailsnippets_coorg_forms_routingrule:coverage") in message


def test_a_service_without_team_is_refused_even_where_no_territory_is_asked(editor, world):
    psoc = factories.service("psoc", world.establishment, label="PSOC")
    asked = [block("text", label="Quoi?", key="what")]

    response = create(editor, world, asked, "action-publish", service=psoc.pk)
    message = plain(response.context["form"].errors["service"])
    assert "Aucune équipe de l’établissement ne répond de : PSOC." in message

    factories.team(world.establishment, [world.pontiac], [psoc])
    assert create(editor, world, asked, "action-publish", service=psoc.pk).status_code == 302


def test_a_question_on_the_service_brings_every_service_that_it_offers(editor, world):
    services = block("service", label="Quel service?", key="service", role="service")

    response = create(editor, world, [block(**TERRITORY), services], "action-publish")

    message = str(response.context["form"].errors["service"])
    assert "Logement social" in message and "Organisation communautaire" not in message


def test_a_rule_answers_for_what_has_no_team(editor, world):
    factories.territory("des-collines", world.establishment, label="Des Collines")
    factories.rule(world.establishment, services=[world.organizing])

    assert create(editor, world, [block(**TERRITORY)], "action-publish").status_code == 302


def test_drafts_and_the_check_page_say_it_without_refusing(editor, world):
    factories.territory("des-collines", world.establishment, label="Des Collines")
    create(editor, world, [block(**TERRITORY)])
    page = RequestFormPage.objects.get()

    html = editor.get(reverse("coorg_forms_editor:check", args=[page.pk])).content.decode()

    assert NOBODY in plain(html)


@pytest.mark.parametrize("role, linked", [("manager", True), ("editor", False)])
def test_the_link_is_for_those_who_write_rules(world, role, linked):
    from coorg_forms.editor.coverage import with_link

    assert role in ROLES
    said = with_link("Nobody <answers>.", world.person(role))
    assert ("<a href" in said) is linked
    assert ("&lt;answers&gt;" in said) is linked and ("Ask a manager." in said) is not linked


# However it is published ----------------------------------------------------------------------


@pytest.fixture
def form(world):
    """A form that people read, and a draft of it; since then a territory has come."""
    page = world.form([block(**TERRITORY)], retention_months=24, live=False, publish=False)
    page.save_revision().publish()
    factories.territory("des-collines", world.establishment, label="Des Collines")
    page.refresh_from_db()
    page.title = "Autre titre"
    page.save_revision()
    return page


def by_code(client, page):
    page.get_latest_revision().publish()


def by_schedule(client, page):
    due = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(pk=page.latest_revision_id).update(approved_go_live_at=due)
    for _time in range(2):
        call_command("publish_scheduled")


def in_bulk(client, page):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert client.post(f"{url}?id={page.pk}").status_code == 302


WAYS = [by_code, by_schedule, in_bulk]


@pytest.mark.parametrize("publish", WAYS)
def test_no_other_way_publishes_it(editor, world, form, publish):
    versions = FormVersion.objects.count()
    publish(editor, form)

    now = RequestFormPage.objects.get()
    assert (now.live, now.title, now.has_unpublished_changes) == (True, "Demande de soutien", True)
    assert FormVersion.objects.count() == versions
    assert PageLogEntry.objects.filter(action=HELD).count() == 1
    history = editor.get(reverse("wagtailadmin_pages:history", args=[form.pk])).content.decode()
    assert NOBODY in plain(history)
    told = [trouble.text for trouble in troubles(world.manager)]
    assert any("Autre titre" in text for text in told)


@pytest.mark.parametrize("publish", WAYS)
def test_it_is_published_once_somebody_answers(editor, world, form, publish):
    publish(editor, form)
    factories.rule(world.establishment, services=[world.organizing])
    publish(editor, form)

    now = RequestFormPage.objects.get()
    assert (now.title, now.has_unpublished_changes) == ("Autre titre", False)
    assert not [one for one in troubles(world.manager) if "Autre titre" in one.text]


def test_where_there_is_no_team_yet_the_first_publication_waits(editor, world):
    page = world.form([block(**TERRITORY)], publish=False)
    Team.objects.all().delete()
    page.save_revision().publish()

    assert not RequestFormPage.objects.get().live and not FormVersion.objects.exists()
    [entry] = PageLogEntry.objects.filter(action=HELD)
    assert entry.data["unanswered"] == {
        "Organisation communautaire": ["Gatineau", "Pontiac"],
    }


def test_nor_does_a_translation(editor, world, form):
    english = factories.translate(RequestFormPage.objects.get(), {})
    assert not english.live and not FormVersion.objects.filter(language="en").exists()

    edit_url = reverse("wagtailadmin_pages:edit", args=[english.pk])
    answer = editor.post(edit_url, {"action": "publish"}, follow=True)
    assert NOBODY in plain(answer.content.decode())
    english.refresh_from_db()
    assert not english.live
