import pytest
from django.db import connection

from coorg_forms.models import SupportRequest, full_text
from coorg_forms.models.request_queryset import fold_for_search
from tests.factories import answers, submit


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
        "",
        "  ",
        "e\u0301cole",
        "école\x00",
        "œuv",
        "1",
    ],
)
@pytest.mark.parametrize("common", [1, full_text.COMMON])
def test_found(request_, words, common, monkeypatch):
    monkeypatch.setattr(full_text, "COMMON", common)  # both ways to look
    assert list(SupportRequest.objects.search(words)) == [request_]


@pytest.mark.parametrize("words", ["college", "ecole college", "xx", "Éloïse", "5550123", "uvre"])
@pytest.mark.parametrize("common", [1, full_text.COMMON])
def test_not_found(request_, words, common, monkeypatch):
    monkeypatch.setattr(full_text, "COMMON", common)
    assert not SupportRequest.objects.search(words)


@pytest.mark.parametrize("change", [str, str.lower, lambda text: f" {text} "])
def test_found_by_reference(request_, change):
    assert list(SupportRequest.objects.search(change(request_.reference))) == [request_]


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
    assert SupportRequest.objects.search(query).count() in (0, 1)


def test_the_index_follows_what_is_written(request_):
    one = SupportRequest.objects.filter(pk=request_.pk)
    one.update(search_text="tout autre chose")
    assert not SupportRequest.objects.search("ecole")
    assert SupportRequest.objects.search("autre chos").get() == request_
    full_text.prepare("default")  # as after each migration: nothing is lost nor doubled
    assert SupportRequest.objects.search("autre").get() == request_


@pytest.mark.skipif("connection.vendor != 'sqlite'")
def test_the_index_is_made_again_when_a_migration_lost_its_triggers(request_):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {full_text.INDEX}_changed")
    SupportRequest.objects.filter(pk=request_.pk).update(search_text="revenu")
    assert not SupportRequest.objects.search("revenu")
    full_text.prepare("default")
    assert SupportRequest.objects.search("revenu").get() == request_
