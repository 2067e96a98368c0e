"""Drafting, editing, importing and putting in force, as a manager does in the browser."""

import copy
import html
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coorg_forms import operations
from coorg_forms.models import CriteriaGrid
from example_site.demo.files import read
from tests import factories
from tests.inbox.grids.conftest import make, posted, url
from tests.triage.grids import demo_definition


def text(response) -> str:
    return html.unescape(response.content.decode())


def save(client, grid, definition, **extra):
    return client.post(url("edit", grid), posted(definition, grid.fingerprint, **extra))


def test_what_is_sent_back_unchanged_is_the_same(manager, draft):
    assert manager.get(url("edit", draft)).status_code == 200
    answer = save(manager, draft, draft.definition)
    assert answer.status_code == 302, text(answer)
    draft.refresh_from_db()
    assert draft.definition == demo_definition()


def test_an_unfinished_draft_is_kept_and_says_what_is_missing(manager, world):
    grid = make(world)
    words = {"fr": "Portée", "en": ""}
    answer = save(manager, grid, {"criteria": [{"label": words, "weight": 85, "anchors": []}]})
    assert answer.url == url("edit", grid)
    page = text(manager.get(url("edit", grid)))
    assert "The weights total 85 of 100: 15 left." in page
    assert "No name in this language: English." in page
    kept = CriteriaGrid.objects.get().definition["criteria"][0]
    assert (kept["key"], kept["label"]) == ("portee", {"fr": "Portée"})


def test_a_key_that_was_in_force_stays_whatever_is_typed(manager, draft):
    definition = copy.deepcopy(draft.definition)
    definition["criteria"].insert(0, definition["criteria"].pop())
    data = posted(definition, draft.fingerprint)
    data["criteria-0-value-key"] = "other"
    data["criteria-0-value-label-fr"] = "Autre nom"
    assert manager.post(url("edit", draft), data).status_code == 302
    draft.refresh_from_db()
    first = draft.definition["criteria"][0]
    assert (first["key"], first["label"]["fr"]) == ("fit", "Autre nom")


def test_a_copied_criterion_gets_a_key_of_its_own(manager, draft):
    definition = copy.deepcopy(draft.definition)
    definition["criteria"].append({**definition["criteria"][0], "id": "copy"})
    save(manager, draft, definition)
    draft.refresh_from_db()
    keys = [one["key"] for one in draft.definition["criteria"]]
    assert len(set(keys)) == len(keys) == 8


def test_a_bad_key_is_said_beside_it_and_nothing_is_saved(manager, draft):
    data = posted(draft.definition, draft.fingerprint, **{"criteria-0-value-key": "à b"})
    answer = manager.post(url("edit", draft), data)
    assert answer.status_code == 422
    assert "letters without accents" in text(answer)
    assert CriteriaGrid.objects.get(pk=draft.pk).fingerprint == draft.fingerprint


def test_the_second_to_save_keeps_what_they_typed(manager, draft):
    late = posted(draft.definition, draft.fingerprint, **{"criteria-0-value-label-fr": "Le mien"})
    mine = copy.deepcopy(draft.definition)
    mine["criteria"][0]["weight"] = 5
    save(manager, draft, mine)
    answer = manager.post(url("edit", draft), late)
    page = text(answer)
    assert answer.status_code == 422
    assert "Someone changed this grid in the meantime." in page
    assert "Le mien" in page
    assert "<del>5</del> <ins>25</ins>" in page
    kept = CriteriaGrid.objects.get(pk=draft.pk)
    assert kept.definition["criteria"][0]["weight"] == 5
    late["seen"] = kept.fingerprint  # what the page holds now
    assert kept.fingerprint in page
    assert manager.post(url("edit", draft), late).status_code == 302


@pytest.fixture
def typed(draft, place) -> dict:
    """What somebody has on the screen, with a note that only this draft has."""
    definition = copy.deepcopy(draft.definition)
    definition["scale"].append({"score": 4, "label": {"fr": "Hors pair"}})
    definition["criteria"][0]["anchors"].append({"score": 4, "label": {"fr": "Au centre"}})
    changes = {"criteria-1-value-label-fr": "Le mien", "needed": "3", "place": place}
    return posted(definition, draft.fingerprint, **changes)


def test_what_was_typed_into_a_draft_that_is_gone_becomes_a_new_one(world, manager, draft, typed):
    address = url("edit", draft)
    operations.discard_grid(user=world.manager, grid=draft, seen=draft.fingerprint)

    answer = manager.post(address, typed)
    page = text(answer)
    assert answer.status_code == 422 and "Someone discarded this draft" in page
    assert "Le mien" in page and "Hors pair" in page and "Au centre" in page
    assert "Save as a new draft" in page and 'name="anew"' in page
    assert "/discard/" not in page
    assert not CriteriaGrid.objects.filter(state="draft").exists()

    again = manager.post(address, {**typed, "anew": "1", "evaluators": [world.manager.pk]})
    new = CriteriaGrid.objects.get(state="draft")
    assert again.url == url("edit", new) and list(new.evaluators.all()) == [world.manager]
    assert (new.number, new.needed) == (2, 3)
    first, second = new.definition["criteria"][:2]
    assert second["label"]["fr"] == "Le mien" and first["anchors"][-1]["score"] == 4


def test_a_draft_begun_since_is_compared_before_it_is_replaced(world, manager, draft, typed):
    address = url("edit", draft)
    operations.discard_grid(user=world.manager, grid=draft, seen=draft.fingerprint)
    theirs = make(world)

    for more in ({}, {"anew": "1"}):
        answer = manager.post(address, {**typed, **more})
        page = text(answer)
        assert answer.status_code == 422 and "began another one" in page
        assert "<ins>Le mien</ins>" in page and theirs.fingerprint in page
        assert f'action="{url("edit", theirs)}"' in page
    assert CriteriaGrid.objects.get(state="draft").fingerprint == theirs.fingerprint

    typed["seen"] = theirs.fingerprint
    assert manager.post(url("edit", theirs), typed).url == url("edit", theirs)


def test_what_is_marked_stays_when_the_draft_is_gone(world, manager, draft, typed):
    address = url("edit", draft)
    operations.discard_grid(user=world.manager, grid=draft, seen=draft.fingerprint)
    answer = manager.post(address, {**typed, "criteria-2-value-key": "à b"})
    page = text(answer)
    assert answer.status_code == 422 and "Le mien" in page
    assert "letters without accents" in page and "Someone discarded this draft" in page


def test_a_place_out_of_reach_is_as_if_it_were_not_there(world, sign_in, draft, typed):
    address = url("edit", draft)
    operations.discard_grid(user=world.manager, grid=draft, seen=draft.fingerprint)
    stranger = sign_in(factories.user("manager", world.elsewhere.team))
    assert stranger.post(address, typed).status_code == 404
    assert stranger.post(address, {**typed, "place": "x"}).status_code == 404


def test_without_scripts_a_draft_is_checked_and_put_in_force(manager, draft, active):
    """Nothing here but pages, links and forms."""
    page = text(manager.get(url("check", draft)))
    assert "Nothing: both say the same." in page and "Put version 2 in force" in page
    answer = manager.post(url("check", draft), {"seen": draft.fingerprint})
    assert answer.url == url("read", draft)
    active.refresh_from_db()
    draft.refresh_from_db()
    assert (active.state, draft.state) == ("retired", "active")
    for name in ("edit", "check", "discard"):
        assert manager.get(url(name, draft)).url == url("read", draft)


def test_what_is_not_ready_has_no_button_and_is_refused(manager, draft):
    changed = copy.deepcopy(draft.definition)
    changed["criteria"][0] |= {"weight": 30, "label": {"fr": "Inégalités"}}
    changed["criteria"].pop()
    save(manager, draft, changed)
    page = text(manager.get(url("check", draft)))
    assert "The weights total 95 of 100: 5 left." in page
    assert "Put version 2 in force" not in page
    assert "<del>25</del> <ins>30</ins>" in page
    assert "<strong>Removed</strong>" in page
    draft.refresh_from_db()
    answer = manager.post(url("check", draft), {"seen": draft.fingerprint})
    assert answer.status_code == 422
    assert CriteriaGrid.objects.get(state="draft") == draft


def test_putting_in_force_what_a_colleague_changed_is_refused(manager, draft):
    answer = manager.post(url("check", draft), {"seen": "x"})
    assert answer.status_code == 422
    assert "Someone changed this grid" in text(answer)


def test_a_draft_is_discarded(manager, draft):
    assert "thrown away for good" in text(manager.get(url("discard", draft)))
    assert manager.post(url("discard", draft), {"seen": "x"}).status_code == 422
    answer = manager.post(url("discard", draft), {"seen": draft.fingerprint})
    assert answer.url == url("index")
    assert not CriteriaGrid.objects.filter(state="draft").exists()


@pytest.fixture
def place(world):
    return f"{world.establishment.pk}-{world.organizing.pk}"


def start(client, place, **data):
    return client.post(url("new"), {"place": place, "start": "active", **data})


def test_a_new_version_starts_from_the_one_in_force(manager, active, place):
    assert start(manager, place).status_code == 302
    assert CriteriaGrid.objects.get(state="draft").definition == active.definition
    again = start(manager, place)
    assert again.status_code == 422 and "There is a draft already" in text(again)


def test_from_nothing(manager, active, place):
    grid_url = start(manager, place, start="nothing").url
    assert CriteriaGrid.objects.get(state="draft").definition["criteria"] == []
    assert manager.get(grid_url).status_code == 200


def test_from_a_file_and_out_again(manager, world, place):
    file = SimpleUploadedFile("grid.json", json.dumps(read("grid")).encode())
    answer = start(manager, place, start="file", file=file)
    grid = CriteriaGrid.objects.get()
    assert grid.state == "draft" and grid.definition == demo_definition()
    page = text(manager.get(answer.url))
    assert "Some of the file was not taken:" in page and "rules" in page
    out = manager.get(url("export", grid))
    assert out["Content-Disposition"].startswith("attachment")
    manager.post(url("discard", grid), {"seen": grid.fingerprint})
    start(manager, place, start="file", file=SimpleUploadedFile("grid.json", out.content))
    back = CriteriaGrid.objects.get()
    assert manager.get(url("export", back)).content == out.content


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"format": "coorg-form"}'])
def test_a_file_that_is_no_grid_is_refused(manager, place, content):
    answer = start(manager, place, start="file", file=SimpleUploadedFile("g.json", content))
    assert answer.status_code == 422 and not CriteriaGrid.objects.exists()
    assert start(manager, place, start="file").status_code == 422


def test_the_list_and_a_version_in_both_languages(world, sign_in, draft, active):
    for language, words in (("fr", "Moment d’agir"), ("en", "Timing")):
        client = sign_in(world.manager, language)
        assert client.get(url("index")).status_code == 200
        assert words in text(client.get(url("read", active)))
    assert "Moment d’agir" in text(client.get(f"{url('read', active)}?language=fr"))


def test_no_inline_script(manager, draft):
    for name in ("index", "new"):
        assert "coorg-" in text(manager.get(url(name)))
    page = manager.get(url("edit", draft)).content.decode()
    own = page[page.index('id="w-editor-form"') :]
    assert "<script>" not in own and "style=" not in own.split("<footer")[0]
