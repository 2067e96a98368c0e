"""The draft run over what was evaluated: it tells, and it touches nothing."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coorg_forms import operations
from coorg_forms.models import Evaluation, EvaluationScore, RequestEvent, SupportRequest
from tests import factories
from tests.inbox.grids.conftest import evaluate, make, notes, submit_many, url
from tests.triage.grids import demo_definition

KEPT = (SupportRequest, Evaluation, EvaluationScore, RequestEvent)


def text(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


@pytest.fixture
def heavier_timing(world, active):
    """The next version: timing counts for more, inequalities for less."""
    definition = demo_definition()
    definition["criteria"][0]["weight"] = 10
    definition["criteria"][5]["weight"] = 25
    return make(world, definition=definition)


def test_who_would_move(world, manager, active, heavier_timing):
    moves, stays = submit_many(world, 2)
    # 25×3 + the others ×2 = 225 → 75, first band; with 10×3 and 25×2: 210 → 70, second.
    evaluate(moves, active, notes(inequalities=3), person=world.moderator)
    evaluate(stays, active, notes(), person=world.moderator)
    before = [list(model.objects.order_by("pk").values()) for model in KEPT]
    page = text(manager.get(url("what_if", heavier_timing)))
    assert "2 evaluated requests were looked at." in page
    assert "1 would stand elsewhere." in page
    line = page[page.index(f"/{moves.reference}/") :]
    assert "75, Priority 1 – high" in line and "70, Priority 2 – medium" in line
    assert f"/{stays.reference}/" not in page
    assert '<td class="coorg-goes">1</td>' in page and '<td class="coorg-stays">1</td>' in page
    assert [list(model.objects.order_by("pk").values()) for model in KEPT] == before


def test_nothing_was_evaluated_yet(manager, draft, world):
    submit_many(world, 1)
    assert "No request that you can see was evaluated" in text(manager.get(url("what_if", draft)))


def test_a_new_criterion_counts_as_not_applicable_and_it_says_so(world, manager, active):
    definition = demo_definition()
    definition["criteria"][0]["weight"] = 15
    definition["criteria"].append(
        {**definition["criteria"][0], "key": "reach", "weight": 10, "label": {"en": "New one"}}
    )
    grid = make(world, definition=definition)
    evaluate(submit_many(world, 1)[0], active, notes(), person=world.moderator)
    page = text(manager.get(url("what_if", grid)))
    assert "They count as not applicable:" in page
    assert "<strong>New one</strong> – 1 request without a note" in page
    assert "None would stand elsewhere." in page


def test_notes_above_the_new_scale_do_not_count(world, manager, active):
    definition = demo_definition()
    definition["scale"].pop()
    grid = make(world, definition=definition)
    evaluate(submit_many(world, 1)[0], active, notes(timing=3), person=world.moderator)
    page = text(manager.get(url("what_if", grid)))
    assert "1 request has a note above the new scale." in page


def test_only_what_is_in_reach_and_counts(world, sign_in, active, draft):
    ours, theirs, unfinished, conflict = [
        factories.submit(world.page, factories.answers(territory=[place]))
        for place in ("gatineau", "pontiac", "gatineau", "gatineau")
    ]
    for request in (ours, theirs, unfinished, conflict):
        evaluate(request, active, notes(), person=world.moderator)
    Evaluation.objects.filter(request=unfinished).update(submitted_at=None)
    Evaluation.objects.filter(request=conflict).update(has_conflict=True)
    said = "{} evaluated request{} looked at."
    page = text(sign_in(world.manager).get(url("what_if", draft)))
    assert said.format(2, "s were") in page  # a manager sees the establishment
    world.manager.groups.get().permissions.remove(
        *world.manager.groups.get().permissions.filter(codename="view_whole_establishment")
    )
    page = text(sign_in(world.manager).get(url("what_if", draft)))
    assert said.format(1, " was") in page


def test_the_newest_version_of_a_request_counts(world, manager, active, draft):
    request = submit_many(world, 1)[0]
    evaluate(request, active, notes(), person=world.moderator)
    operations.activate_grid(user=world.manager, grid=draft, seen=draft.fingerprint)
    evaluate(request, draft, notes(inequalities=3), person=world.moderator)
    evaluate(request, draft, notes(), person=world.organizer)
    # 75 and 66.67: the mean is 70.83.
    page = text(manager.get(url("what_if", draft)))
    assert "1 evaluated request was looked at." in page and "None would stand elsewhere." in page


def test_a_constant_number_of_queries(world, manager, active, heavier_timing):
    counted = []
    for more in (1, 4):
        for request in submit_many(world, more):
            evaluate(request, active, notes(inequalities=3), person=world.moderator)
        manager.get(url("what_if", heavier_timing))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            manager.get(url("what_if", heavier_timing))
        counted.append(len(queries))
    assert counted[0] == counted[1]
