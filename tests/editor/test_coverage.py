"""A form whose requests would reach nobody is not published."""

import pytest
from django.urls import reverse

from coorg_forms.models import RequestFormPage
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
