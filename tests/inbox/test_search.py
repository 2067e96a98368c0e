"""Searching in the list: whatever way is taken, the same rows in the same order."""

import itertools
import random
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coorg_forms.inbox import columns, found, search, selection
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.found import MOST_FOUND
from coorg_forms.inbox.listing import list_url
from coorg_forms.inbox.selection import Selection
from coorg_forms.inbox.views_table import VIEWS
from coorg_forms.models import SupportRequest, Theme, full_text
from coorg_forms.models.written_keys import as_text
from coorg_forms.questions.likeness import fold_for_search
from tests import factories

NUMBER = 40
#: Word → in how many requests out of a hundred.
SAID = {"partout": 100, "souvent": 60, "parfois": 15, "guère": 5}
#: What is seen as common, frequent, few and many, so that each way is taken among so few rows.
WAYS = {
    "small selection": {},
    "common": {"LOOKED_AT": 1, "COMMON": 0},
    "rare": {"LOOKED_AT": 1, "COMMON": 99},
    "rare, some before all": {"LOOKED_AT": 1, "COMMON": 99, "FIRST": 2},
    "rare, sorted with their keys": {"LOOKED_AT": 1, "COMMON": 99, "MOST_FOUND": 2, "ASKED": 3},
    "beside frequent": {"LOOKED_AT": 12, "COMMON": 99, "FREQUENT": 5},
    "many": {"LOOKED_AT": 1, "COMMON": 99, "FEW": 0, "FIRST": 2},
    "many, not rare": {"LOOKED_AT": 1, "COMMON": 99, "NOT_RARE": 0, "FEW": 0, "FIRST": 2},
    "more, not rare": {
        "LOOKED_AT": 1,
        "COMMON": 99,
        "NOT_RARE": 0,
        "FEW": 0,
        "MANY": 3,
        "FIRST": 2,
    },
    "met soon": {"LOOKED_AT": 1, "COMMON": 99, "NOT_RARE": 0, "MET_SOON": 3, "FIRST": 2},
    "more": {"LOOKED_AT": 1, "COMMON": 99, "FEW": 0, "MANY": 3, "FIRST": 2},
    "many beside frequent": {"LOOKED_AT": 12, "COMMON": 99, "FREQUENT": 5, "FEW": 1, "FIRST": 1},
    "seldom together": {"LOOKED_AT": 12, "COMMON": 99, "FREQUENT": 3, "FEW": 1, "MANY": 2},
}
#: Filters in the address, and as conditions on rows.
MORE = [
    ({}, {}),
    ({"language": "en"}, {"language": "en"}),
    ({"theme": "food"}, {"themes__code": "food"}),
]
QUERIES = ["partout", "souvent", "parfo", "guère", "SOUVENT parfois", "rien"]
QUERIES += ["partout guère", "souvent parfois partout", "partout rien", " ".join(SAID)]


@pytest.fixture
def some(world) -> list[SupportRequest]:
    """Requests of both territories, open and ended, in which words are of every frequency."""
    chance, now = random.Random(11), timezone.now()
    first = factories.submit(world.page)
    same = {name: getattr(first, name) for name in ("form_key", "form_version", "establishment")}
    known = [factories.term(Theme, code) for code in ("food", "isolation")]
    for number in range(NUMBER):
        is_open = chance.random() < 0.5
        said = [word for word, share in SAID.items() if chance.randrange(100) < share]
        themes = [theme for theme in known if chance.randrange(3) == 0]
        made = SupportRequest.objects.create(
            **same,
            submission_id=uuid.uuid4(),
            submission_digest="",
            reference=f"OC-{number}",
            token=f"t{number}",
            state="received" if is_open else "closed",
            outcome="" if is_open else "completed",
            closed_at=None if is_open else now,
            territory=chance.choice([world.gatineau, world.pontiac, None]),
            service=chance.choice([world.organizing, None]),
            language=chance.choice(["fr", "en"]),
            received_at=now - timedelta(days=chance.randrange(9)),
            search_text=fold_for_search(" ".join(said)),
            named_themes=as_text(one.pk for one in themes),
        )
        made.themes.set(themes)
    return list(SupportRequest.objects.all())


def chosen(person, query: str, view="open", **more) -> Selection:
    request = RequestFactory().get("/")
    request.user = person
    asked = QueryDict(mutable=True)
    asked.update({"q": query} | more)
    return Selection(request, VIEWS[view], asked)


def meant(person, query: str, view: str, **more) -> set[int]:
    """The keys of what is meant, by Python alone."""
    words = fold_for_search(query).split()
    rows = SupportRequest.objects.visible_to(person).filter(VIEWS[view].holds(person), **more)
    return {
        row.pk
        for row in rows
        if all(any(said.startswith(word) for said in row.search_text.split()) for word in words)
    }


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["intake", "manager", "superuser"])
def test_every_way_finds_the_same(world, some, monkeypatch, way, role):
    for name, value in WAYS[way].items():
        homes = (search, full_text.VENDORS[connection.vendor], selection, found)
        monkeypatch.setattr(next(home for home in homes if hasattr(home, name)), name, value)
    person = world.person("manager" if role == "superuser" else role)
    person.is_superuser = role == "superuser"
    for query, view in itertools.product(QUERIES, ["open", "ended"]):
        for more, filters in MORE:
            right = meant(person, query, view, **filters)
            for ordering in ("due", "reference"):
                left = chosen(person, query, view, ordering=ordering, **more)
                assert left.ordering == columns.all_orderings()[ordering]
                sorted_right = list(left.ordering.sort(SupportRequest.objects.filter(pk__in=right)))
                met = left.found
                assert met.first(NUMBER) == sorted_right, (query, view, ordering)
                assert met.counted == min(len(right), met.most + 1)
                assert set(left.requests) == set(sorted_right)
                assert all(map(met.holds, sorted_right))
                if sorted_right:
                    place = [getattr(sorted_right[0], name) for name in met.ordering.fields]
                    assert met.after(place, NUMBER) == sorted_right[1:]


def test_what_is_common_here_is_not_looked_up(world, some, monkeypatch):
    monkeypatch.setattr(search, "LOOKED_AT", 10)
    monkeypatch.setattr(search, "COMMON", 5)
    assert not _looks_up(chosen(world.manager, "partout"))
    assert _looks_up(chosen(world.manager, "guère"))


def test_a_word_that_is_common_elsewhere_leads_to_what_is_in_reach(world, some, monkeypatch):
    """Every request of Pontiac says so, one of Gatineau does: it is not walked to."""
    rows = SupportRequest.objects.filter(territory=world.pontiac)
    rows.update(search_text="pontiac", service=world.organizing)
    mine = SupportRequest.objects.filter(territory=world.gatineau, service=world.organizing)
    one = mine.filter(closed_at=None).first()
    mine.update(search_text="gatineau")
    mine.filter(pk=one.pk).update(search_text="gatineau pres de pontiac")
    monkeypatch.setattr(search, "LOOKED_AT", 2)
    monkeypatch.setattr(search, "COMMON", 2)
    selection = chosen(world.organizer, "Pontiac")
    with CaptureQueriesContext(connection) as captured:
        assert selection.found.first(9) == [one]
    looked_up = next(entry["sql"] for entry in captured if "placed" in entry["sql"])
    assert f"ot{world.gatineau.pk}s{world.organizing.pk}" in looked_up
    assert f"t{world.pontiac.pk}s" not in looked_up


@pytest.mark.parametrize("role", ["organizer", "intake", "manager", "privacy"])
def test_every_view_says_in_which_stages_its_requests_are(world, some, role):
    person, spam = world.person(role), [row.pk for row in some[::4]]
    SupportRequest.objects.filter(pk__in=spam).update(quarantined_at=timezone.now())
    kept = {row.pk: _stage(row) for row in SupportRequest.objects.all()}
    assert set(kept.values()) == {"o", "e", "q"}
    for code, view in VIEWS.items():
        held = SupportRequest.objects.filter(view.holds(person)).values_list("pk", flat=True)
        assert {kept[key] for key in held} <= set(view.stages), code
    assert VIEWS["ended"].grows_for_ever and not VIEWS["open"].grows_for_ever


def _stage(row) -> str:
    return "e" if row.closed_at else "q" if row.quarantined_at else "o"


@pytest.mark.parametrize("words", ["", " ", "«»", "mot " * 3, "x" * 5000])
def test_a_search_for_nothing_or_too_much(world, some, sign_in, words):
    client = sign_in(world.manager)
    assert client.get(list_url("open"), {"q": words}).status_code == 200


def test_a_whole_page_may_be_pasted(world, some, sign_in):
    """Words beyond the first ones narrow nothing any more."""
    page = " ".join([*SAID, *(f"mot{number}" for number in range(1500))])
    client = sign_in(world.manager)
    assert client.get(list_url("open"), {"q": page}).status_code == 200
    few = " ".join(["partout"] * 30 + ["souvent"])  # said again, it counts once
    assert chosen(world.manager, few).found.counted == len(meant(world.manager, few, "open"))


def test_a_search_counts_as_far_as_one_reads(world, some):
    assert chosen(world.manager, "partout").found.most == MOST_FOUND
    assert Desk(world.manager).reach.words("o") == [f"oe{world.establishment.pk}"]


def _looks_up(selection) -> bool:
    with CaptureQueriesContext(connection) as captured:
        selection.found.first(5)
    return any(
        "coorg_forms_request_words" in entry["sql"] or "placed @@" in entry["sql"]
        for entry in captured
    )
