"""The published criteria: those of the grid in force, on the page, the leaflet and the form."""

import copy

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StructBlockValidationError
from wagtail.users.models import UserProfile

from coorg_forms import operations
from coorg_forms.offers.block import all_blocks
from coorg_forms.offers.paper import Paper
from coorg_forms.public.offer_facts import OfferFacts
from tests import factories
from tests.triage.grids import demo_definition

WRITTEN = {"label": "Portée écrite", "question": "Qui?", "weight": 40}
BODY = [("criteria", {"heading": "Critères", "items": factories.listed(WRITTEN)})]
ASKED = [("questions", {"heading": "Q", "items": factories.listed(
    {"question": "Comment priorisez-vous?", "answer": "", "criteria": True}
)})]  # fmt: skip


def put_in_force(world, definition=None):
    place = {"establishment": world.establishment, "service": world.organizing}
    grid = operations.draft_grid(
        user=world.manager, **place, definition=definition or demo_definition()
    )
    return operations.activate_grid(user=world.manager, grid=grid, seen=grid.fingerprint)


def offer(world, body=BODY, **fields):
    return factories.offer_page(
        body, establishment=world.establishment, service=world.organizing, **fields
    )


def read(page) -> str:
    response = Client().get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_without_a_grid_the_page_shows_what_it_holds(world):
    assert "Portée écrite" in read(offer(world))


def test_the_grid_in_force_is_shown_with_words_weights_and_notes(world):
    page = offer(world)
    before = copy.deepcopy(page.body.raw_data)
    put_in_force(world)
    html = read(page)
    assert "Portée écrite" not in html
    assert "Réduction des inégalités sociales et de santé" in html and "25\u00a0%" in html
    assert "La demande touche-t-elle des personnes" in html
    assert "Population très vulnérable, peu rejointe par les services" in html
    assert list(page.body.raw_data) == list(before)


def test_in_the_language_of_the_page(world):
    page = offer(world)
    english = factories.translate(page, {})
    put_in_force(world)
    html = read(english)
    assert "Reduction of social and health inequalities" in html and "25%" in html
    assert "Réduction des inégalités" not in html


def test_a_new_version_is_shown_at_once_and_a_draft_is_not(world):
    page = offer(world)
    put_in_force(world)
    definition = demo_definition()
    definition["criteria"][0]["label"]["fr"] = "Autre nom"
    draft = operations.draft_grid(
        user=world.manager,
        establishment=world.establishment,
        service=world.organizing,
        definition=definition,
    )
    assert "Autre nom" not in read(page)
    operations.activate_grid(user=world.manager, grid=draft, seen=draft.fingerprint)
    assert "Autre nom" in read(page)


def test_another_service_keeps_its_own(world):
    page = factories.offer_page(BODY, establishment=world.establishment, service=world.housing)
    put_in_force(world)
    assert "Portée écrite" in read(page)


def test_the_leaflet_follows(world):
    page = offer(world)
    put_in_force(world)
    block, facts = dict(all_blocks())["criteria"], OfferFacts(page)
    nodes = list(block.print(page.body[0].value, facts, Paper(facts.notes)))
    (table,) = (node for node in nodes if node["kind"] == "table")
    assert table["rows"][0] == ["Réduction des inégalités sociales et de santé", "25\u00a0%"]


def test_a_question_is_answered_by_the_criteria(world):
    page = offer(world, ASKED)
    assert "coorg-criteria" not in read(page)
    put_in_force(world)
    assert "Participation citoyenne" in read(page)


def test_an_answer_or_the_criteria(world):
    child = dict(all_blocks())["questions"].child_blocks["items"].child_block
    with pytest.raises(StructBlockValidationError):
        child.clean(child.to_python({"question": "Q?", "answer": ""}))
    child.clean(child.to_python({"question": "Q?", "answer": "", "criteria": True}))


def test_the_number_of_queries_does_not_follow_the_criteria(world):
    page = offer(world, [*BODY, *ASKED])
    read(page)
    few = demo_definition()
    few["criteria"] = few["criteria"][:2]
    few["criteria"][0]["weight"], few["criteria"][1]["weight"] = 60, 40
    counted = []
    for definition in (demo_definition(), few):
        put_in_force(world, definition)
        with CaptureQueriesContext(connection) as queries:
            read(page)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_form_leads_to_the_criteria(world):
    page = offer(world, form=world.page)
    assert page.url not in read(world.page)
    put_in_force(world)
    anchor = f"{page.url}#part-{str(page.body[0].id)[:8]}"
    assert anchor in read(world.page)
    assert f'id="part-{str(page.body[0].id)[:8]}"' in read(page)


def test_the_editor_is_told_which_criteria_hold(world, client, django_user_model):
    editor = django_user_model.objects.create_superuser("root", "r@example.org", "x")
    UserProfile.objects.create(user=editor, preferred_language="en")
    client.force_login(editor)
    page = offer(world)
    address = f"/admin/pages/{page.pk}/edit/"
    assert "No evaluation grid is in force" in client.get(address).content.decode()
    put_in_force(world)
    assert "those of the grid in force, version 1" in client.get(address).content.decode()
