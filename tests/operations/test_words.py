"""A search finds a request by all that was said in it, and by nothing that was taken back."""

import importlib
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorg_forms import operations
from coorg_forms.models import SupportRequest
from coorg_forms.operations import words
from coorg_forms.operations.writing import write_message
from tests.factories import submit
from tests.searching import search


@pytest.fixture
def told(world):
    return submit(world.page)


def found(query):
    return list(search(query))


def note(world, request, body):
    return operations.note(user=world.organizer, request=request, body=body)


def test_a_note(world, told):
    assert not found("hirondelle")
    note(world, told, "Voir aussi l’Hirondelle, à Gatineau.")
    assert found("hirondelle gatineau") == [told]


def test_words_of_answers_and_of_several_messages_meet(world, told):
    note(world, told, "Hirondelle")
    note(world, told, "Œuvre d’été")
    assert found(f"{told.reference} hirondelle oeuvre ete") == [told]


def test_a_reply_and_what_the_requester_answers(world, told):
    operations.take(user=world.moderator, request=told)
    told.refresh_from_db()
    asked = {"user": world.moderator, "request": told, "version": told.version}
    operations.move(move="ask", reason="Êtes-vous libres jeudi?", **asked)
    operations.answer(request=told, body="Plutôt vendredi, au Moulin.")
    assert found("libres jeudi vendredi moulin") == [told]


def test_a_note_that_is_taken_back_is_not_found(world, told):
    note(world, told, "Reste")
    note(world, told, "Hirondelle")
    event = told.events.filter(action="noted").last()
    operations.undo(user=world.organizer, request=told, event=event)
    assert not found("hirondelle")
    assert found("reste") == [told]


def test_what_evaluators_write_together_is_not_found_by_who_judges_alone(world, told):
    said = {"audience": "internal", "body": "Hirondelle", "author": world.organizer}
    message = write_message(told, kind="joint", **said)
    assert not found("hirondelle")
    words.gather(message.request)
    assert not found("hirondelle")


def test_after_an_erasure_nothing_said_is_found(world, told):
    note(world, told, "Hirondelle")
    operations.erase(request=told)
    assert not found("hirondelle")
    assert found(told.reference) == [told]


def test_a_colleague_who_holds_the_page_open_loses_nobodys_words(world, told):
    held = SupportRequest.objects.get(pk=told.pk)
    note(world, told, "Hirondelle")
    note(world, held, "Mésange")
    assert found("hirondelle mesange") == [told]
    words.gather(held)
    assert found("hirondelle mesange") == [told]


def test_very_long_talk_is_cut_not_refused(world, told):
    long = " ".join(f"mot{n}" for n in range(words.LONGEST // 4))
    note(world, told, long)
    note(world, told, "hirondelle")
    told.refresh_from_db()
    assert len(told.search_text) == words.LONGEST
    assert found("mot7 mot77") == [told]


def test_a_note_costs_one_write_more_however_long_the_talk_was(world, told):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            note(world, told, "Encore")
        return len(queries)

    note(world, told, "Ce qui est lu une fois l’est déjà.")
    first = cost()
    for number in range(5):
        note(world, told, f"Note {number}")
    assert cost() == first


def test_what_was_written_before_this_version_is_found_after_the_migration(world, told):
    note(world, told, "Hirondelle")
    schema, answers = told.form_version.parsed, told.answers
    bare = words.of_answers(schema, answers, told.reference)
    SupportRequest.objects.filter(pk=told.pk).update(search_text=bare)
    assert not found("hirondelle")
    migration = importlib.import_module("coorg_forms.migrations.0009_messages_in_search")
    migration.add_messages(apps, SimpleNamespace(connection=connection))
    assert found("hirondelle") == [told] == found(f"{told.reference} hirondelle")
