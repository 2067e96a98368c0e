from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from coorg_forms.models import SupportRequest, full_text
from coorg_forms.models.full_text import Sought, scope
from coorg_forms.models.full_text.writing import INDEX, TABLE
from coorg_forms.models.written_keys import as_text
from coorg_forms.questions.likeness import fold_for_search
from tests.factories import answers, submit
from tests.searching import EVERYWHERE, search


@pytest.fixture
def request_(world):
    return submit(
        world.page,
        answers(
            org_name="École Saint-Jérôme",
            title="Sainte-Thérèse a soif",
            description="Nous voulons de l’eau pour notre œuvre… À côté!",
        ),
    )


@pytest.mark.parametrize(
    "words",
    [
        "ecole",
        "École",
        "ÉCOLE",
        "œuvre",
        "oeuvre",
        "OEUVRE",
        "saint jerome",
        "Saint-Jérôme",
        "st jerome",
        "St-Jérôme",
        "st. jérôme",
        "ste-therese",
        "Ste Thérèse",
        "l’eau",
        "l'eau",
        "eau",
        "cote ecole",
        "e\u0301cole",
        "école\x00",
        "œuv",
        "1",
    ],
)
def test_found(request_, words):
    assert list(search(words)) == [request_]


@pytest.mark.parametrize("words", ["college", "ecole college", "xx", "Éloïse", "5550123", "uvre"])
def test_not_found(request_, words):
    assert not search(words)


@pytest.mark.parametrize("change", [str, str.lower, lambda text: f" {text} "])
def test_found_by_reference(request_, change):
    assert list(search(change(request_.reference))) == [request_]


@pytest.mark.parametrize(
    "text, folded",
    [
        ("L’Œuvre", "l oeuvre"),
        ("aujourd'hui", "aujourd hui"),
        ("Saint-Jérôme", "saint jerome"),
        ("ST-Jérôme", "saint jerome"),
        ("Ste. Anne", "sainte anne"),
        ("a–b — c", "a b c"),
        ("oc-2026-00001/a_b@c.org", "oc 2026 00001 a b c org"),
        ("\u00a0un\n deux ", "un deux"),
    ],
)
def test_fold_for_search(text, folded):
    assert fold_for_search(text) == folded
    assert fold_for_search(folded) == folded


@pytest.mark.parametrize("query", ['"', "AND", "NOT ecole", "ecole*", "a:b", "(", "NEAR(a b)", "'"])
def test_the_query_language_of_the_database_is_not_spoken(request_, query):
    assert search(query).count() in (0, 1)


def test_the_index_follows_what_is_written(request_):
    one = SupportRequest.objects.filter(pk=request_.pk)
    one.update(search_text="tout autre chose")
    assert not search("ecole")
    assert search("autre chos").get() == request_
    full_text.prepare("default")  # as after each migration: nothing is lost nor doubled
    assert search("autre").get() == request_


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_the_index_is_made_again_when_a_migration_lost_its_triggers(request_):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {INDEX}_changed")
    SupportRequest.objects.filter(pk=request_.pk).update(search_text="revenu")
    assert not _keys("revenu")
    full_text.prepare("default")
    assert search("revenu").get() == request_


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_an_index_of_another_shape_is_made_again_on_sqlite(request_):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {INDEX}")
        cursor.execute(f"CREATE VIRTUAL TABLE {INDEX} USING fts5(search_text)")
    full_text.prepare("default")
    assert search("ecole").get() == request_


@pytest.mark.postgres
def test_an_index_of_another_shape_is_made_again_on_postgresql(request_):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing written waits any more
        cursor.execute(f"ALTER TABLE {TABLE} DROP COLUMN placed")  # and its index
        cursor.execute(f"CREATE INDEX {INDEX} ON {TABLE} USING gin (words)")
    full_text.prepare("default")
    assert search("ecole").get() == request_
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [INDEX])
        assert cursor.fetchone()[0].endswith("(words, placed)")


def test_no_more_keys_than_asked_for(world):
    for _number in range(3):
        submit(world.page)
    assert len(_keys("jardin", most=2)) == 2


def test_a_request_that_is_deleted_leaves_the_index(request_):
    same = {name: getattr(request_, name) for name in ("form_key", "form_version", "establishment")}
    one = SupportRequest.objects.create(
        **same,
        submission_id=uuid4(),
        submission_digest="",
        received_at=timezone.now(),
        search_text="ephemere",
    )
    assert _keys("ephemere") == [one.pk]
    one.delete()
    assert not _keys("ephemere")


def test_whatever_changes_with_it_is_found_where_it_stands(request_, world):
    """Saved as a whole, in part, or with others: the index follows."""
    index, stored = full_text.index("default"), SupportRequest.objects.get(pk=request_.pk)
    territory, service = stored.territory_id, stored.service_id
    home = scope.place(territory, service)

    def stands(stage, place):
        return index.keys(Sought(("ecole",), (scope.words([place], stage),)), 9) == [request_.pk]

    assert stands("o", home) and stands("o", scope.establishment(stored.establishment_id))
    assert not stands("e", home) and not stands("o", scope.unrouted(stored.establishment_id))
    stored.closed_at, stored.state, stored.outcome = timezone.now(), "closed", "completed"
    stored.save()
    assert stands("e", home) and not stands("o", home)
    again = {"closed_at": None, "state": "received", "outcome": ""}
    SupportRequest.objects.update(**again, quarantined_at=timezone.now())
    assert stands("q", home) and not stands("e", home)
    SupportRequest.objects.update(quarantined_at=None, territory=world.pontiac)
    away = scope.place(world.pontiac.pk, service)
    assert stands("o", away) and not stands("o", home)
    SupportRequest.objects.update(other_territories=as_text([territory, 812]))
    assert all(stands("o", scope.place(key, service)) for key in (territory, 812, world.pontiac.pk))
    assert not stands("o", scope.place(81, service)) and not stands("o", scope.place(812, 0))
    SupportRequest.objects.update(named_themes=as_text([7, 81]))
    for themes, found in (([7], [request_.pk]), ([8, 81], [request_.pk]), ([8, 1], [])):
        groups = (scope.words([away], "o"), [scope.theme(key) for key in themes])
        assert index.keys(Sought((), groups), 9) == found
    SupportRequest.objects.update(service=None)
    assert stands("o", scope.unrouted(stored.establishment_id)) and not stands("o", away)


def test_a_thousand_places_are_not_looked_up():
    places = [scope.place(territory, 1) for territory in range(1000)]
    assert scope.words(places, "o") == ["ot"] == scope.words([], "o")
    assert scope.words(places[:2], "oe") == ["ot0s1", "ot1s1", "et0s1", "et1s1"]


def _keys(word: str, most=9) -> list[int]:
    return full_text.index("default").keys(Sought((word,), (EVERYWHERE,)), most)
